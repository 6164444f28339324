import { AppError } from './app-error.js';
/** A delivery whose sender did not prove itself. `reason` is for the delivery log and the metric, never the answer. */
export class SenderRefused extends AppError {
    reason;
    code = 'sender_refused';
    constructor(reason, details = {}) {
        super(`sender refused: ${reason}`, details);
        this.reason = reason;
    }
}
export class NotFound extends AppError {
    code = 'not_found';
}
export class Conflict extends AppError {
    code = 'conflict';
}
export class Unauthenticated extends AppError {
    code = 'unauthenticated';
}
export class Forbidden extends AppError {
    code = 'forbidden';
}
export class InvalidRequest extends AppError {
    code = 'invalid_request';
}
/** A workflow document with faults; `details.faults` lists each with path, line, column and suggestion. */
export class InvalidDocument extends AppError {
    code = 'invalid_document';
}
export class InvalidParameters extends AppError {
    code = 'invalid_parameters';
}
export class UnsupportedMediaType extends AppError {
    code = 'unsupported_media_type';
}
/** `details.retryAfterSeconds` says when to come back. */
export class TooManyRequests extends AppError {
    code = 'too_many_requests';
    retryable = true;
}
/** A quota of executions is used up. The message says which; `details` say the same, and when there is room again. */
export class QuotaExceeded extends TooManyRequests {
    quota;
    constructor(message, quota) {
        super(message, { reason: 'quota_exceeded', ...quota });
        this.quota = quota;
    }
}
/** Postgres did not answer in time or at all. The sender is told to come back (503, Retry-After). */
export class LedgerUnavailable extends AppError {
    code = 'ledger_unavailable';
    retryable = true;
}
export class ConfigInvalid extends AppError {
    faults;
    code = 'config_invalid';
    constructor(faults) {
        super(`configuration is invalid:\n  ${faults.join('\n  ')}`, { faults });
        this.faults = faults;
    }
}
export class SecretMissing extends AppError {
    code = 'secret_missing';
}
export class ExpressionFailed extends AppError {
    code = 'expression_failed';
}
/** A task that said it failed (`fail`, an HTTP status outside what was expected): trying again does not help. */
export class TaskFailed extends AppError {
    code = 'task_failed';
}
export class TaskTimeout extends AppError {
    code = 'task_timeout';
    retryable = true;
}
/** The target understood and said no (4xx). */
export class TargetRefused extends AppError {
    code = 'target_refused';
}
/** The target could not be reached, or answered 5xx, and surely did not act. */
export class TargetUnavailable extends AppError {
    code = 'target_unavailable';
    retryable = true;
}
/** The target answered 429 or 503 with `Retry-After`; `details.retryAfterSeconds` carries it. */
export class TargetRateLimited extends AppError {
    code = 'target_rate_limited';
    retryable = true;
}
/** The target was not called, for others found it slow, failing or limiting; `details.delayMs` says when to come back. */
export class TargetHeld extends AppError {
    code = 'target_held';
    retryable = true;
}
/** An outbound address that the guarded client does not call (private, link-local, mapped, rebinding). */
export class TargetAddressRefused extends AppError {
    code = 'target_address_refused';
}
/** The directory does not know the user, or not yet: a short retry class of its own, then `skipped`. */
export class SubjectNotFound extends AppError {
    code = 'subject_not_found';
    retryable = true;
}
/** The call was sent and no answer came: it may have acted. Reconciled by reading, or repeated with the same key. */
export class OutcomeUnknown extends AppError {
    code = 'outcome_unknown';
    retryable = true;
}
/** This worker no longer holds the execution; whatever it still wanted to write is refused. */
export class LeaseLost extends AppError {
    code = 'lease_lost';
}
export class EmbeddedPostgresFailed extends AppError {
    code = 'embedded_postgres_failed';
}
//# sourceMappingURL=errors.js.map