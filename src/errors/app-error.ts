/** Every kind of failure Signet can name. The edges map each to an HTTP status and to a verdict. */
export type ErrorCode =
  | 'sender_refused'
  | 'not_found'
  | 'conflict'
  | 'unauthenticated'
  | 'forbidden'
  | 'invalid_request'
  | 'invalid_document'
  | 'invalid_parameters'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'method_not_allowed'
  | 'too_many_requests'
  | 'ledger_unavailable'
  | 'config_invalid'
  | 'secret_missing'
  | 'expression_failed'
  | 'task_failed'
  | 'task_timeout'
  | 'target_refused'
  | 'target_unavailable'
  | 'target_rate_limited'
  | 'target_held'
  | 'target_address_refused'
  | 'subject_not_found'
  | 'outcome_unknown'
  | 'lease_lost'
  | 'embedded_postgres_failed';

/**
 * A failure that says what it is; the edges decide what to do about it.
 *
 * `retryable` tells the runner whether trying again can help. `details` is safe to log, store and show.
 */
export abstract class AppError extends Error {
  abstract readonly code: ErrorCode;
  readonly retryable: boolean = false;

  constructor(
    message: string,
    readonly details: Record<string, unknown> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}
