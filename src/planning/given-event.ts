import type { StoredEvent } from '../ledger/claimed.js';

/** An event as a person writes it. */
export interface GivenEvent {
  readonly source?: string | undefined;
  readonly type?: string | undefined;
  readonly commonType?: string | undefined;
  readonly id?: string | undefined;
  readonly subject?: string | undefined;
  /** RFC 3339. */
  readonly time?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  readonly inputs?: Readonly<Record<string, unknown>> | undefined;
}

const NO_HOOK = '00000000-0000-0000-0000-000000000000';

/** The event as it would be stored; its id is empty, for it is not. */
export function storedEvent(given: GivenEvent, now: Date): StoredEvent {
  return {
    id: '',
    source: given.source ?? null,
    type: given.type ?? null,
    commonType: given.commonType ?? null,
    externalId: given.id ?? null,
    subject: given.subject ?? null,
    occurredAt: given.time === undefined ? null : new Date(given.time),
    receivedAt: now,
    hookId: NO_HOOK,
    body: given.body ?? null,
    headers: given.headers ?? {},
    parameters: given.parameters ?? {},
    inputs: given.inputs ?? null,
    traceparent: null,
    cause: null,
    depth: 0,
    lineage: [],
  };
}
