/** Executions that end before they begin: too deep among their own causes, or superseded. */
import { MOST_DEPTH } from '../ledger/cause.js';
import { reentryOf, triggerOf } from './cause-of.js';
import { endedStep, isJourney } from './ended-step.js';
export const TOO_DEEP = 'too_deep';
/** Senders whose clocks go ahead by more than this are not believed: nothing would be newer for long. */
const AHEAD_MS = 300_000;
/** What becomes of an execution at the end of a chain of causes that is too long; null for all others. */
export function tooDeep(journey) {
    const { execution, event } = journey;
    if (event.depth <= MOST_DEPTH || reentryOf(journey) === 'ignore') {
        return null;
    }
    const { depth, cause } = event;
    const message = `${depth} executions stand between this event and the outside, more than ${MOST_DEPTH}`;
    const ended = endedAs({ ...journey, execution: { ...execution, inOrder: true } }, 'skipped', {
        reason: TOO_DEEP,
        message,
        details: { depth, cause },
    });
    const { subject } = event;
    ended.state.notes.audit.push({
        verb: 'execution.too_deep',
        subject,
        message,
        details: { depth, cause },
        taskId: null,
    });
    return ended;
}
/** What is asked of the order of events before the execution begins; null when its trigger does not ask, or it has begun. */
export function beginningOf({ journey, state }) {
    if (!isJourney(journey) || journey.execution.inOrder || state.halt !== null) {
        return null;
    }
    const { execution, event } = journey;
    if (execution.test || event.subject === null || triggerOf(journey)?.order !== 'latest') {
        return null;
    }
    return {
        executionId: execution.id,
        workflowId: execution.workflowId,
        environment: execution.environment,
        subject: event.subject,
        eventId: execution.eventId,
        at: timeOf(event),
    };
}
/** The step of an execution whose event is older than one that was begun with. */
export function superseded({ journey }, { eventId, at }) {
    return endedAs(journey, 'superseded', {
        reason: 'newer_event',
        message: `an event of the subject that is newer, of ${at.toISOString()}, was begun with before`,
        details: { newer: eventId },
    });
}
/** The step with the note that the execution has begun. */
export function begun(step) {
    const { journey } = step;
    return { ...step, journey: { ...journey, execution: { ...journey.execution, inOrder: true } } };
}
/** When it happened, as far as its sender is believed. */
export function timeOf({ occurredAt, receivedAt }) {
    const isBelieved = occurredAt !== null && occurredAt.getTime() <= receivedAt.getTime() + AHEAD_MS;
    return isBelieved ? occurredAt : receivedAt;
}
function endedAs(journey, status, why) {
    const { reason, message, details } = why;
    return endedStep(journey, {
        settlement: { kind: 'final', status, reason, error: { code: reason, message, details } },
        burial: null,
    });
}
//# sourceMappingURL=not-run.js.map