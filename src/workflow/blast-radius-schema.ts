import type { JsonSchema } from './task-input-schema.js';
import { checkLength, DAY_MS } from './check-length.js';
import type { BlastRadius } from '../config/limits.js';
import { parseDuration } from './duration.js';
import { rawMap, rawText } from './raw.js';
import type { Report } from './report.js';

/** Most users of one window; they are remembered for as long as it lasts. */
export const MAX_RADIUS_USERS = 1_000_000;
export const MIN_RADIUS_WINDOW_MS = 1000;
export const MAX_RADIUS_WINDOW_MS = 31 * DAY_MS;

/** The `blastRadius` of a workflow: `off` (which YAML may read as false), or numbers. */
export const BLAST_RADIUS_SCHEMA: JsonSchema = {
  type: ['string', 'boolean', 'object'],
  description: 'From how many users it may take something away before a person is asked',
  if: { type: 'object' },
  // oxlint-disable-next-line unicorn/no-thenable -- a JSON Schema keyword
  then: {
    properties: {
      users: { type: 'integer', minimum: 1, maximum: MAX_RADIUS_USERS, description: 'From at most so many' },
      window: { $ref: '#/$defs/duration' },
      share: {
        type: 'string',
        pattern: '^(100|\\d{1,2}(\\.\\d{1,3})?)%$',
        description: 'a part of the directory such as 10% or 0.5%',
      },
    },
    additionalProperties: false,
  },
  else: { enum: ['off', false] },
};

export function checkBlastRadius(value: unknown, place: string, report: Report): void {
  const { window, share } = rawMap(value);
  checkLength(window, `${place}/window`, MAX_RADIUS_WINDOW_MS, report);
  const ms = parseDuration(rawText(window) ?? '');
  if (ms !== undefined && ms < MIN_RADIUS_WINDOW_MS) {
    report.fault(`${place}/window`, 'must be at least 1s');
  }
  if (rawText(share) !== undefined && shareOf(rawText(share)) === 0) {
    report.fault(`${place}/share`, 'must be more than 0%');
  }
}

export function normaliseBlastRadius(value: unknown): Partial<BlastRadius> | 'off' | undefined {
  if (value === undefined) {
    return undefined;
  }
  if (typeof value !== 'object') {
    return 'off';
  }
  const { users, window, share } = rawMap(value);
  return {
    ...(users !== undefined && { users: users as number }),
    ...(window !== undefined && { windowMs: parseDuration(rawText(window) ?? '')! }),
    ...(share !== undefined && { share: shareOf(rawText(share)) }),
  };
}

function shareOf(text: string | undefined): number {
  return Number.parseFloat(text ?? '0') / 100;
}
