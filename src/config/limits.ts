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

/** Users from whom one workflow may take something away, in one environment, before a person is asked. */
export interface BlastRadius {
  /** Different users within any time of that length; 0: any number. */
  readonly users: number;
  readonly windowMs: number;
  /** Part of the users of a built-in directory, 0 to 1; 0: any. */
  readonly share: number;
}

/** Requests within any time of that length. */
export interface RequestLimit {
  readonly limit: number;
  readonly windowMs: number;
}
