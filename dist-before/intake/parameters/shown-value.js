import { isCredentialAmong } from '../../secrets/credential-name.js';
const REDACTED = '[redacted]';
const CUT = '...';
const MAX_TEXT = 200;
const MAX_ITEMS = 20;
const MAX_DEPTH = 5;
/** Copies of values for people to look at: short, and without what looks like a credential. All copies share one bound. */
export class ShownValues {
    left = 1000;
    /** `name` is what the value is called where it stands, `names` what stands beside it. */
    copyOf(value, name, names = [], depth = 0) {
        this.left -= 1;
        if (value !== null && isCredentialAmong(name, names)) {
            return REDACTED;
        }
        if (typeof value === 'string') {
            return shortened(value);
        }
        if (typeof value !== 'object' || value === null) {
            return value;
        }
        if (depth >= MAX_DEPTH || this.left <= 0) {
            return CUT;
        }
        if (Array.isArray(value)) {
            return value.slice(0, MAX_ITEMS).map((one) => this.copyOf(one, '', [], depth + 1));
        }
        const members = Object.entries(value)
            .filter(([key]) => key.length <= MAX_TEXT)
            .slice(0, MAX_ITEMS);
        const keys = Object.keys(value);
        return Object.fromEntries(members.map(([key, one]) => [key, this.copyOf(one, key, keys, depth + 1)]));
    }
}
/** The text, cut where it is long and never within a character. */
export function shortened(text) {
    return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT).replace(/[\uD800-\uDBFF]$/, '')}${CUT}` : text;
}
//# sourceMappingURL=shown-value.js.map