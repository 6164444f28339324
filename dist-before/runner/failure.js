import { AppError } from '../errors/app-error.js';
import { SubjectNotFound, TargetHeld } from '../errors/errors.js';
import { fingerprint } from '../recovery/fingerprint.js';
import { decide } from '../recovery/retry-policy.js';
import { DEFAULT_RETRY } from '../workflow/retry.js';
import { redact } from './redact.js';
import { isNotBegun } from './run-time.js';
/** Why a task was not even tried to its end: nobody is at fault. */
export const SUBJECT_GONE = 'subject_not_found';
/** The record of a failed try, as recovery's verdict says: `retrying`, or `failed` with the reason in its error. */
export function failedRun(journey, task, run, error, at) {
    const missed = error instanceof SubjectNotFound;
    const tried = {
        // A user that is not there yet is no failed attempt: it has a count of its own. Nor is what was not tried.
        attempt: missed || error instanceof TargetHeld ? run.attempt - 1 : run.attempt,
        misses: missed ? run.misses + 1 : run.misses,
    };
    const policy = (task.kind === 'action' ? task.definition.retry : undefined) ?? DEFAULT_RETRY;
    const elapsedMs = at.now.getTime() - run.firstStartedAt.getTime();
    const described = describeError(journey, error, at.derived);
    // Every attempt of the execution had all of its time: a loop of thousands is not given a time for each round.
    const attempt = isNotBegun(described) ? Math.max(run.attempt, journey.execution.attempt) : tried.attempt;
    const verdict = decide(error, { ...tried, attempt, elapsedMs }, policy, at.random);
    const failed = { ...run, ...tried, finishedAt: at.now };
    if (verdict.kind === 'retry') {
        const dueAt = new Date(at.now.getTime() + verdict.delayMs);
        return { run: { ...failed, status: 'retrying', dueAt, error: described }, retryClass: verdict.class };
    }
    const reason = verdict.kind === 'skip' ? SUBJECT_GONE : verdict.reason;
    return {
        run: { ...failed, status: 'failed', dueAt: null, error: { ...described, reason } },
        retryClass: null,
    };
}
/** The settlement and the dead letter of an execution that is given up on. */
export function buried(journey, taskId, error, attempts) {
    const { id, workflowId } = journey.execution;
    const { reason: why, ...plain } = error;
    const reason = (why ?? 'unexpected');
    const burial = {
        executionId: id,
        taskId,
        reason,
        error: plain,
        fingerprint: fingerprint(workflowId, taskId, plain),
        attempts,
    };
    return { settlement: { kind: 'final', status: 'dead', reason, error: plain }, burial };
}
/** What may be kept of a failure: our own errors speak, others only say their kind. */
export function describeError(journey, error, derived) {
    if (error instanceof AppError) {
        const { code, message, details } = error;
        return redact(journey, { code, message, details }, derived);
    }
    const name = error instanceof Error ? error.name : typeof error;
    const message = error instanceof Error ? error.message : String(error);
    const text = redact(journey, `${name}: ${message}`, derived); // whole: half a secret would not be known for one
    return { code: 'unexpected', message: text.slice(0, 500) };
}
//# sourceMappingURL=failure.js.map