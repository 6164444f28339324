import { unreadReason } from './check.js';
import { isSameText } from './constant-time.js';
import { parseLocator, readText, textBytes } from './locator.js';
import { requireText } from './settings.js';
/** Locators that must be present, once, and not empty. */
export function compileRequired(locators) {
    const required = locators.map((locator) => parseLocator(locator));
    return (view) => {
        for (const locator of required) {
            const value = readText(locator, view);
            if (typeof value !== 'string') {
                return unreadReason(value, 'missing_header');
            }
        }
        return null;
    };
}
/** Locators whose value must be a configured text, such as the public half of a key pair. */
export function compileEquals(equals, config) {
    const pairs = Object.entries(equals).map(([locator, expected]) => [parseLocator(locator), requireText(expected, config)]);
    return (view) => {
        for (const [locator, expected] of pairs) {
            const value = readText(locator, view);
            if (typeof value !== 'string') {
                return unreadReason(value, 'missing_token');
            }
            if (!isSameText(textBytes(locator, value), expected)) {
                return 'bad_token';
            }
        }
        return null;
    };
}
//# sourceMappingURL=requirements.js.map