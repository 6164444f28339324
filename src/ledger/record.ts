import type { Cause, Reentry } from './cause.js';
import type { LimitScope } from './limit-scope.js';
import type { Quota } from './quota.js';

/** What intake writes down for one event of a delivery. */
export interface NewEvent {
  readonly id: string;
  /** Id of the first event of the same delivery. */
  readonly deliveryId: string;
  readonly tenant: string;
  readonly environment: string;
  readonly hookId: string;
  /** SHA-256 of the sender's id for the event, or of ours when it has none. */
  readonly dedupeKey: Buffer;
  /** Further keys it may be known by: of the hours beside its own, where its sender gives events no id. */
  readonly besideKeys?: readonly Buffer[];
  readonly source: string | null;
  readonly type: string | null;
  /** What the sender's type means in Signet's own vocabulary; null when it has no word for it. */
  readonly commonType: string | null;
  readonly externalId: string | null;
  readonly subject: string | null;
  readonly occurredAt: Date | null;
  readonly remoteAddress: string;
  readonly bytes: number;
  /** JSON text. */
  readonly body: string;
  readonly headers: string;
  readonly parameters: string;
  /** JSON text of the values its trigger's parameters took; null when it declares none. */
  readonly inputs: string | null;
  /** Sent by a person who tries a workflow out. */
  readonly test: boolean;
  readonly traceparent: string | null;
  readonly executions: readonly NewExecution[];
  /** The stamp it carries, as it came. */
  readonly stamp?: string;
  /** A workflow there changes users, so that it may be of our own making. */
  readonly mayReturn?: boolean;
  /** Once that is known. */
  readonly cause?: Cause;
  /** `namespace/name` of workflows that are not run again for it. */
  readonly avoided?: readonly string[];
}

/** An execution to open for an event; `workflowId` and `revision` say what it will run. */
export interface NewExecution {
  readonly id: string;
  readonly workflowId: string;
  readonly revision: number;
  readonly triggerId: string;
  readonly lane: string | null;
  readonly concurrencyLimit: number | null;
  readonly overflow: string | null;
  /** Under which it is claimed; null: freely. */
  readonly claimScope: LimitScope | null;
  /** What it counts for. */
  readonly quotas: readonly Quota[];
  readonly callback?: NewCallback;
  /** What its trigger says of events its own workflow caused. */
  readonly reentry: Reentry;
  /** `namespace/name`. */
  readonly workflow: string;
}

/** Where the outcome of an execution goes. The URL may hold a token, so it is sealed; its host may be shown. */
export interface NewCallback {
  readonly host: string;
  /** Sealed for `callback:` and the id of the event. */
  readonly sealedUrl: string;
}

export interface Recorded {
  readonly eventId: string;
  readonly executions: readonly string[];
  /** True when an earlier delivery brought this event: its ids are returned and nothing was written. */
  readonly duplicate: boolean;
  /** Executions that may have waited for it. */
  readonly awaitedBy?: readonly string[];
}
