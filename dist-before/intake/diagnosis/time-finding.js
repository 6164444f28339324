import { parseTimestamp } from '../verification/timestamp.js';
import { counted, shapeOf } from './shape.js';
const UNITS = ['s', 'ms', 'iso'];
const UNIT_NAMES = {
    s: 'seconds since 1970',
    ms: 'milliseconds since 1970',
    iso: 'an RFC 3339 date and time',
};
/** Further off than this, another unit is the likelier reading. */
const ABSURD_SECONDS = 10 * 365 * 86_400;
/** Reads a timestamp that was refused, in other units too: that is for a person to know, never for the check. */
export function timeFinding(ts, unit, now) {
    const readings = UNITS.flatMap((each) => {
        const at = parseTimestamp(ts.trim(), each);
        return at === null ? [] : [{ unit: each, skew: Math.round((at - now.getTime()) / 1000) }];
    }).sort((left, right) => Math.abs(left.skew) - Math.abs(right.skew));
    const own = readings.find((reading) => reading.unit === unit);
    const [nearest] = readings;
    const isOtherUnit = nearest !== undefined &&
        nearest.unit !== unit &&
        Math.abs(nearest.skew) < ABSURD_SECONDS &&
        (own === undefined || Math.abs(own.skew) > ABSURD_SECONDS);
    const meant = isOtherUnit ? nearest : own;
    if (meant === undefined) {
        return { came: `a timestamp of ${shapeOf(ts)}`, hints: malformedHints(ts, unit) };
    }
    return {
        came: `a timestamp ${distance(meant.skew)}, in ${UNIT_NAMES[meant.unit]}`,
        hints: isOtherUnit
            ? [`The timestamp seems to be ${UNIT_NAMES[meant.unit]}: ${UNIT_NAMES[unit]} are expected.`]
            : skewHints(meant.skew),
        skewSeconds: meant.skew,
    };
}
export function unitName(unit) {
    return UNIT_NAMES[unit];
}
/** `7 seconds in the past`. */
export function distance(skew) {
    return `${counted(Math.abs(skew), 'second')} in the ${skew <= 0 ? 'past' : 'future'}`;
}
export function skewHints(skew) {
    return skew <= 0
        ? [
            'The clock of the sender is behind, the delivery was held up on its way, or an old one was sent again.',
        ]
        : ['The clock of the sender is ahead of ours, or ours is behind.'];
}
function malformedHints(ts, unit) {
    if (/^\d+\.\d+$/.test(ts)) {
        return ['The timestamp has a fraction: whole numbers are expected.'];
    }
    if (unit !== 'iso' && !Number.isNaN(Date.parse(ts))) {
        return [`The timestamp seems to be a date in words: ${UNIT_NAMES[unit]} are expected.`];
    }
    return [
        `The timestamp must be ${UNIT_NAMES[unit]}${unit === 'iso' ? ' with an offset' : ', digits only'}.`,
    ];
}
//# sourceMappingURL=time-finding.js.map