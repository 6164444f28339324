import { newId } from '../config/clock.js';
/** An execution that is only planned; its revision is 0 for a draft. */
export function plannedExecution(of) {
    return {
        ...of,
        id: newId(),
        eventId: '',
        test: false,
        lane: null,
        attempt: 1,
        fence: '1',
        takeovers: 0,
        dueAt: new Date(),
        skewMs: 0,
        replayOf: null,
        parentId: null,
        depth: 0,
        claimScope: null,
        inOrder: false,
    };
}
//# sourceMappingURL=planned-execution.js.map