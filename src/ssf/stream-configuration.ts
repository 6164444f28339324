import { TargetRefused } from '../errors/errors.js';

/** The ways tokens are delivered by, by their addresses (SSF 1.0 section 6.1). */
export const DELIVERY = { push: 'urn:ietf:rfc:8935', poll: 'urn:ietf:rfc:8936' } as const;
export type DeliveryMethod = keyof typeof DELIVERY;

/** What we ask of a transmitter for a stream. */
export interface StreamRequest {
  readonly method: DeliveryMethod;
  /** Where tokens are pushed to, and the `Authorization` text that comes with each. */
  readonly push?: { readonly endpoint: string; readonly authorization: string };
  /** Addresses of event types. */
  readonly events: readonly string[];
  readonly description: string;
}

/** A stream as its transmitter describes it (SSF 1.0 section 8.1.1). */
export interface StreamConfiguration {
  readonly streamId: string;
  readonly audience: readonly string[];
  /** Where tokens are pushed to, or polled from. */
  readonly endpoint: string | null;
  readonly eventsDelivered: readonly string[];
}

/** The body that creates a stream, or says it anew. */
export function streamBody({ method, push, events, description }: StreamRequest): Record<string, unknown> {
  return {
    delivery: {
      method: DELIVERY[method],
      ...(push && { endpoint_url: push.endpoint, authorization_header: push.authorization }),
    },
    events_requested: events,
    description,
  };
}

/** Throws TargetRefused for what is no stream. Members of earlier drafts are understood. */
export function readStream(value: unknown): StreamConfiguration {
  const { stream_id: streamId, aud, delivery, events_delivered: events } = objectOf(value);
  if (typeof streamId !== 'string' || streamId === '') {
    throw new TargetRefused('the transmitter describes a stream without an id');
  }
  const { endpoint_url: endpoint, url } = objectOf(delivery);
  return {
    streamId,
    audience: typeof aud === 'string' ? [aud] : textsOf(aud),
    endpoint: textOf(endpoint ?? url),
    eventsDelivered: textsOf(events),
  };
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
