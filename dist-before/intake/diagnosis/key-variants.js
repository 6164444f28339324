import { decodeKeys } from '../verification/keys.js';
import { VerifierRefused } from '../verification/verifier-refused.js';
const LABELS = ['v1,', 'v1a,', 'whsec_', 'whpk_'];
/** The keys of a secret by the rule; none when it cannot be decoded. */
export function keysOf(secret, rule) {
    try {
        return decodeKeys([secret], rule).map(({ bytes }) => bytes);
    }
    catch (error) {
        if (error instanceof VerifierRefused) {
            return [];
        }
        throw error;
    }
}
/** Other keys one may make of the same secret, at most eight. */
export function keyVariants(secret, rule) {
    const bare = LABELS.reduce((text, label) => (text.startsWith(label) ? text.slice(label.length) : text), secret);
    const decoded = (enc) => keysOf(bare.trim(), { enc })[0] ?? Buffer.alloc(0);
    const text = (value) => Buffer.from(value, 'utf8');
    const variants = [
        { how: 'as it is written, prefix and all, and not decoded', bytes: text(secret) },
        { how: 'without its prefix and not decoded', bytes: text(bare) },
        { how: 'decoded from base64', bytes: decoded('base64') },
        { how: 'decoded from hex', bytes: decoded('hex') },
        { how: 'without the white space around it', bytes: text(secret.trim()) },
        { how: 'with a line break at its end', bytes: text(`${secret}\n`) },
        { how: 'with a space at its end', bytes: text(`${secret} `) },
        { how: 'with a space before it', bytes: text(` ${secret}`) },
    ];
    const right = keysOf(secret, rule);
    return variants.filter(({ bytes }, at) => bytes.length > 0 &&
        !right.some((key) => key.equals(bytes)) &&
        variants.findIndex((each) => each.bytes.equals(bytes)) === at);
}
//# sourceMappingURL=key-variants.js.map