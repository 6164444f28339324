import { checkLength, DAY_MS } from './check-length.js';
import { parseDuration } from './duration.js';
import { rawMap, rawText } from './raw.js';
/** Most users of one window; they are remembered for as long as it lasts. */
export const MAX_RADIUS_USERS = 1_000_000;
export const MIN_RADIUS_WINDOW_MS = 1000;
export const MAX_RADIUS_WINDOW_MS = 31 * DAY_MS;
/** The `blastRadius` of a workflow: `off` (which YAML may read as false), or numbers. */
export const BLAST_RADIUS_SCHEMA = {
    type: ['string', 'boolean', 'object'],
    if: { type: 'object' },
    // oxlint-disable-next-line unicorn/no-thenable -- a JSON Schema keyword
    then: {
        properties: {
            users: { type: 'integer', minimum: 1, maximum: MAX_RADIUS_USERS },
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
export function checkBlastRadius(value, place, report) {
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
export function normaliseBlastRadius(value) {
    if (value === undefined) {
        return undefined;
    }
    if (typeof value !== 'object') {
        return 'off';
    }
    const { users, window, share } = rawMap(value);
    return {
        ...(users !== undefined && { users: users }),
        ...(window !== undefined && { windowMs: parseDuration(rawText(window) ?? '') }),
        ...(share !== undefined && { share: shareOf(rawText(share)) }),
    };
}
function shareOf(text) {
    return Number.parseFloat(text ?? '0') / 100;
}
//# sourceMappingURL=blast-radius-schema.js.map