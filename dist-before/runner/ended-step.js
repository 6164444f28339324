import { WalkState } from './walk-state.js';
export function endedStep(journey, end) {
    return {
        journey,
        state: WalkState.of([]),
        own: null,
        calls: [],
        running: new Set(),
        unwanted: [],
        ...end,
    };
}
/** Whether the execution could be loaded. */
export function isJourney(journey) {
    return journey.workflow !== undefined;
}
//# sourceMappingURL=ended-step.js.map