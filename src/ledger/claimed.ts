/** An execution this worker holds until `leaseUntil`, under a fence nobody else has. */
export interface Claimed {
  readonly id: string;
  readonly tenant: string;
  readonly eventId: string;
  readonly workflowId: string;
  readonly revision: number;
  readonly triggerId: string;
  readonly environment: string;
  readonly test: boolean;
  readonly lane: string | null;
  readonly attempt: number;
  readonly fence: string;
  /** Times its lease ran out in a worker's hands. */
  readonly takeovers: number;
  /** By the clock of the database. */
  readonly dueAt: Date;
  /** Milliseconds the database's clock is ahead of this process's, as the claim saw it. */
  readonly skewMs: number;
  readonly replayOf: string | null;
  /** The execution that started this one. */
  readonly parentId: string | null;
  /** How many started one another before this one. */
  readonly depth: number;
  /** The scope whose concurrency limit it runs under; null: none. */
  readonly claimScope: string | null;
  /** It has begun in the order of events its trigger asks for. */
  readonly inOrder: boolean;
}

/** The event an execution runs for, as expressions see it. */
export interface StoredEvent {
  readonly id: string;
  readonly source: string | null;
  readonly type: string | null;
  readonly commonType: string | null;
  readonly externalId: string | null;
  readonly subject: string | null;
  readonly occurredAt: Date | null;
  readonly receivedAt: Date;
  readonly hookId: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Values of the trigger's parameters; null when it declares none. */
  readonly inputs: Readonly<Record<string, unknown>> | null;
  readonly traceparent: string | null;
  /** The execution that caused it; null: it came from outside. */
  readonly cause: string | null;
  /** How many executions stand between it and the outside. */
  readonly depth: number;
  /** Ids of their workflows. */
  readonly lineage: readonly string[];
}
