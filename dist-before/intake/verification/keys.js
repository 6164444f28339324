import { decodeBase64, decodeHex } from './strict-encoding.js';
import { VerifierRefused } from './verifier-refused.js';
/** Texts that are the label of a secret with nothing behind it. */
const LABELS = new Set([
    'whsec_',
    'whpk_',
    'whsk_',
    'v1,',
    'v1a,',
    'v1,whsec_',
    'v1a,whpk_',
    'bearer',
    'basic',
]);
/** Whether a secret could prove nothing: empty, white space, or a prefix without anything behind it. */
export function isBlankSecret(secret) {
    const text = secret.trim();
    return text === '' || LABELS.has(text.toLowerCase());
}
/**
 * A secret as pasted, without the white space around it. For the moment it is saved, never for verifying; tell the
 * operator when `trimmed` is true.
 */
export function trimPastedSecret(pasted) {
    const secret = pasted.replace(/^[ \t\r\n]+/, '').replace(/[ \t\r\n]+$/, '');
    return { secret, trimmed: secret !== pasted };
}
/** Decodes every secret by the rule; throws VerifierRefused when there is none, or one is blank, undecodable or too short. */
export function decodeKeys(secrets, rule) {
    if (secrets.length === 0) {
        throw new VerifierRefused('the endpoint has no secret');
    }
    return secrets.flatMap((secret, secretIndex) => {
        const parts = rule.list === undefined ? [secret] : secret.split(rule.list);
        return parts.map((part) => ({ bytes: decodeKey(part, rule, secretIndex), secretIndex }));
    });
}
function decodeKey(secret, rule, secretIndex) {
    if (isBlankSecret(secret)) {
        throw new VerifierRefused('a secret is blank', { secretIndex });
    }
    let text = secret;
    for (const prefix of rule.strip ?? []) {
        text = text.startsWith(prefix) ? text.slice(prefix.length) : text;
    }
    const bytes = decodeText(text, rule.enc);
    if (bytes === null || bytes.length === 0) {
        throw new VerifierRefused(`a secret is not ${rule.enc}`, { secretIndex });
    }
    if (bytes.length < (rule.minBytes ?? 1)) {
        throw new VerifierRefused(`a secret is shorter than ${rule.minBytes} bytes`, { secretIndex });
    }
    return bytes;
}
function decodeText(text, enc) {
    switch (enc) {
        case 'base64':
            return decodeBase64(text) ?? decodeBase64(text.padEnd(Math.ceil(text.length / 4) * 4, '='));
        case 'hex':
            return decodeHex(text);
        case 'latin1':
            return Buffer.from(text, 'latin1');
        default:
            return Buffer.from(text, 'utf8');
    }
}
//# sourceMappingURL=keys.js.map