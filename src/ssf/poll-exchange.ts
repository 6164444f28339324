import { TargetRefused } from '../errors/errors.js';
import type { SetError } from '../intake/verification/answer.js';

/** What a receiver owes its transmitter for tokens it was given: an acknowledgement, or an error, by their ids. */
export interface Receipts {
  readonly acks: readonly string[];
  readonly errors: ReadonlyMap<string, SetError>;
}

export const NOTHING_OWED: Receipts = { acks: [], errors: new Map() };

export interface PollAnswer {
  /** Id and token, in the order given. */
  readonly tokens: readonly (readonly [jti: string, token: string])[];
  /** Listed without being a token: ids to be told off for. */
  readonly malformed: readonly string[];
  /** There are more than came at once. */
  readonly more: boolean;
}

/** The body of a poll (RFC 8936 section 2.2). `maxEvents: 0` acknowledges, and asks for nothing. */
export function pollBody(receipts: Receipts, options: { maxEvents: number; longPoll: boolean }): string {
  const { acks, errors } = receipts;
  return JSON.stringify({
    maxEvents: options.maxEvents,
    returnImmediately: !options.longPoll,
    ...(acks.length > 0 && { ack: acks }),
    ...(errors.size > 0 && { setErrs: Object.fromEntries(errors) }),
  });
}

/** Reads the answer to a poll (RFC 8936 section 2.3). Throws TargetRefused for what is none. */
export function readPollAnswer(body: Buffer): PollAnswer {
  const answer = parsed(body);
  const { sets = {}, moreAvailable } = answer;
  if (typeof sets !== 'object' || sets === null || Array.isArray(sets)) {
    throw new TargetRefused('the transmitter does not answer a poll as RFC 8936 says');
  }
  const entries = Object.entries(sets);
  return {
    tokens: entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    malformed: entries.filter(([, token]) => typeof token !== 'string').map(([jti]) => jti),
    more: moreAvailable === true,
  };
}

function parsed(body: Buffer): Record<string, unknown> {
  let value: unknown = null;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    // said below, without repeating what came
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TargetRefused('the transmitter does not answer a poll with a JSON object');
  }
  return value as Record<string, unknown>;
}
