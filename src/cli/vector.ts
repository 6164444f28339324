import type { PublicJwk } from '../intake/verification/key-sets.js';

/** One recorded request with what must become of it (test/fixtures/senders/vectors.json tells the format). */
export interface Vector {
  id: string;
  preset: string;
  secrets: string[];
  config: Record<string, unknown>;
  keys?: null | {
    jwks?: { url: string; jwks: { keys: PublicJwk[] } }[];
    certs?: { url: string; pem: string }[];
    httpsig?: { keyid: string; alg: string; secretBase64?: string; pem?: string }[];
    /** What addresses of an attacker would answer: none of them may ever be asked. */
    traps?: { url: string }[];
  };
  method: string;
  url: string;
  headers: [string, string][];
  rawBodyBase64: string;
  /** The receiver's clock, seconds since 1970. */
  now: number;
  expect?: 'accept' | 'reject';
  reason?: string;
  level?: 'must' | 'should';
  event?: Record<string, unknown>;
  response?: Record<string, unknown>;
}

/** What became of a vector, in the vectors' own words. */
export interface VectorResult {
  id: string;
  /** `error`: the vector could not be run, or reached for an address it must not; `reason` says why. */
  verdict: 'accept' | 'reject' | 'error';
  reason: string;
  event: VectorEvent | null;
  response: VectorResponse | null;
}

export interface VectorEvent {
  type: string | null;
  id: string | null;
  subject: unknown;
  time: string | null;
  control: boolean;
  count: number;
}

export interface VectorResponse {
  status: number;
  contentType: string | null;
  headers: Record<string, string>;
  body: string;
  json: unknown;
  jsonKeys: string[];
  nosniff: boolean;
  /** How many events come of it. */
  events: number;
  action: { get: string } | null;
}
