import { isSameText } from '../verification/constant-time.js';
import { parseLocator, readText, textBytes } from '../verification/locator.js';
import { requireText } from '../verification/settings.js';
import { cameAt, placeName } from './arrival.js';
/** The first place that does not hold the value configured for it, such as the public half of a key pair; null if none. */
export function fixedFinding(equals = {}, config, view) {
    const apart = Object.entries(equals).find(([from, value]) => {
        const locator = parseLocator(from);
        const text = readText(locator, view);
        return typeof text !== 'string' || !isSameText(textBytes(locator, text), requireText(value, config));
    });
    if (apart === undefined) {
        return null;
    }
    const [from] = apart;
    return {
        expected: `${placeName(from)} with the value that is configured`,
        came: cameAt(from, view),
        hints: [],
    };
}
//# sourceMappingURL=fixed-finding.js.map