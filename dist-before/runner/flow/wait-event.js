import { ExpressionFailed } from '../../errors/errors.js';
import { isMet } from '../../workflow/condition.js';
import { triggerScope } from '../../workflow/trigger-scope.js';
import { storable } from '../storable.js';
import { keyOf } from '../walk-state.js';
/** Longest subject that an index takes. */
const LONGEST_SUBJECT = 1000;
/** Notes what is waited for, with the commit that records the wait. Throws ExpressionFailed. */
export function awaitEvent(walk, task, run, scope) {
    const { source, events } = task.definition.event;
    const { executionId, taskId, iteration } = run;
    const subject = task.subject ? subjectOf(walk, task, scope) : walk.journey.event.subject;
    walk.state.notes.waits.push({ executionId, taskId, iteration, source, types: events, subject });
}
/** Ends the wait well with the first event that is what it waits for; null when none is. */
export function takeEvent(walk, task, run, spot) {
    const { executionId, taskId, iteration } = run;
    for (const event of walk.journey.inbox.events.get(keyOf(taskId, iteration)) ?? []) {
        const seen = triggerScope(event);
        const scope = { ...walk.scope(task, spot, run.firstStartedAt), event: seen };
        if (!task.when || isMet(task.when, scope)) {
            walk.state.notes.waitsOver.push({ executionId, taskId, iteration });
            return walk.succeed({ ...run, dueAt: null }, { timedOut: false, ...seen });
        }
        walk.state.notes.passedOver.push({ executionId, taskId, iteration, eventId: event.id });
    }
    return null;
}
/** Whether the wait has come to its end and nothing came: what was recorded meanwhile has been looked at. */
export function isInVain(walk, run) {
    return run.dueAt.getTime() <= walk.journey.inbox.asOf.getTime();
}
function subjectOf(walk, task, scope) {
    const value = storable(walk.journey, task, task.subject.render(scope));
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text !== 'string' || text === '' || text.length > LONGEST_SUBJECT) {
        const message = `the subject of an event must be a text of 1 to ${LONGEST_SUBJECT} characters`;
        throw new ExpressionFailed(message, { task: task.id });
    }
    return text;
}
//# sourceMappingURL=wait-event.js.map