import { newId } from '../config/clock.js';
/** What the audit log keeps of such a decision. */
export function entryOf(by, verb, subject, executionId, what) {
    return {
        id: newId(),
        tenant: by.tenant,
        at: new Date(),
        verb,
        actor: by.actor,
        subject,
        executionId,
        taskId: null,
        ...what,
    };
}
//# sourceMappingURL=resolver.js.map