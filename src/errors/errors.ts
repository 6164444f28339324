import { AppError } from './app-error.js';

/** A delivery whose sender did not prove itself. `reason` is for the delivery log and the metric, never the answer. */
export class SenderRefused extends AppError {
  readonly code = 'sender_refused';
  constructor(
    readonly reason: string,
    details: Record<string, unknown> = {},
  ) {
    super(`sender refused: ${reason}`, details);
  }
}
export class NotFound extends AppError {
  readonly code = 'not_found';
}
export class Conflict extends AppError {
  readonly code = 'conflict';
}
export class Unauthenticated extends AppError {
  readonly code = 'unauthenticated';
}
export class Forbidden extends AppError {
  readonly code = 'forbidden';
}
export class InvalidRequest extends AppError {
  readonly code = 'invalid_request';
}
/** A workflow document with faults; `details.faults` lists each with path, line, column and suggestion. */
export class InvalidDocument extends AppError {
  readonly code = 'invalid_document';
}
export class InvalidParameters extends AppError {
  readonly code = 'invalid_parameters';
}
export class UnsupportedMediaType extends AppError {
  readonly code = 'unsupported_media_type';
}
/** `details.retryAfterSeconds` says when to come back. */
export class TooManyRequests extends AppError {
  readonly code = 'too_many_requests';
  override readonly retryable = true;
}
/** A quota of executions is used up. The message says which; `details` say the same, and when there is room again. */
export class QuotaExceeded extends TooManyRequests {
  constructor(
    message: string,
    readonly quota: {
      /** `instance`, `tenant` or `workflow`. */
      readonly scope: string;
      readonly period: 'day' | 'month';
      readonly limit: number;
      readonly used: number;
      readonly retryAfterSeconds: number;
    },
  ) {
    super(message, { reason: 'quota_exceeded', ...quota });
  }
}
/** Postgres did not answer in time or at all. The sender is told to come back (503, Retry-After). */
export class LedgerUnavailable extends AppError {
  readonly code = 'ledger_unavailable';
  override readonly retryable = true;
}
export class ConfigInvalid extends AppError {
  readonly code = 'config_invalid';
  constructor(readonly faults: readonly string[]) {
    super(`configuration is invalid:\n  ${faults.join('\n  ')}`, { faults });
  }
}
export class SecretMissing extends AppError {
  readonly code = 'secret_missing';
}
export class ExpressionFailed extends AppError {
  readonly code = 'expression_failed';
}
/** A task that said it failed (`fail`, an HTTP status outside what was expected): trying again does not help. */
export class TaskFailed extends AppError {
  readonly code = 'task_failed';
}
export class TaskTimeout extends AppError {
  readonly code = 'task_timeout';
  override readonly retryable = true;
}
/** The target understood and said no (4xx). */
export class TargetRefused extends AppError {
  readonly code = 'target_refused';
}
/** The target could not be reached, or answered 5xx, and surely did not act. */
export class TargetUnavailable extends AppError {
  readonly code = 'target_unavailable';
  override readonly retryable = true;
}
/** The target answered 429 or 503 with `Retry-After`; `details.retryAfterSeconds` carries it. */
export class TargetRateLimited extends AppError {
  readonly code = 'target_rate_limited';
  override readonly retryable = true;
}
/** The target was not called, for others found it slow, failing or limiting; `details.delayMs` says when to come back. */
export class TargetHeld extends AppError {
  readonly code = 'target_held';
  override readonly retryable = true;
}
/** An outbound address that the guarded client does not call (private, link-local, mapped, rebinding). */
export class TargetAddressRefused extends AppError {
  readonly code = 'target_address_refused';
}
/** The directory does not know the user, or not yet: a short retry class of its own, then `skipped`. */
export class SubjectNotFound extends AppError {
  readonly code = 'subject_not_found';
  override readonly retryable = true;
}
/** The call was sent and no answer came: it may have acted. Reconciled by reading, or repeated with the same key. */
export class OutcomeUnknown extends AppError {
  readonly code = 'outcome_unknown';
  override readonly retryable = true;
}
/** This worker no longer holds the execution; whatever it still wanted to write is refused. */
export class LeaseLost extends AppError {
  readonly code = 'lease_lost';
}
export class EmbeddedPostgresFailed extends AppError {
  readonly code = 'embedded_postgres_failed';
}
