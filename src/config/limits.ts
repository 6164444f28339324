/** What the whole instance, or one tenant, may use. What is left out has no limit. */
export interface Limits {
  /** Executions of one calendar day, UTC. */
  readonly perDay?: number;
  /** Executions of one calendar month, UTC. */
  readonly perMonth?: number;
  readonly concurrency?: Concurrency;
  /** Longest time one attempt of an execution may take, in milliseconds. */
  readonly timeoutMs?: number;
  /** Requests to all hooks together. */
  readonly requests?: RequestLimit;
}

export interface Concurrency {
  /** Executions that may run at the same time. */
  readonly limit: number;
  /** What happens to one too many: wait, end `cancelled`, or end `dead`. */
  readonly overflow: 'queue' | 'cancel' | 'fail';
}

/** Requests within any time of that length. */
export interface RequestLimit {
  readonly limit: number;
  readonly windowMs: number;
}
