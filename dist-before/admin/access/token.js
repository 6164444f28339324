import { createHash, randomBytes } from 'node:crypto';
/** A new token: 256 random bits behind a prefix that secret scanners can look for. */
export function newToken() {
    return `sgn_${randomBytes(32).toString('base64url')}`;
}
/** What is kept of a token: its SHA-256. It cannot be guessed, so it needs no salt. */
export function digestOf(token) {
    return createHash('sha256').update(token, 'utf8').digest();
}
const LONGEST = 1024;
/** The token of an `Authorization` header: `Bearer` (RFC 6750), or the password of `Basic` (RFC 7617). */
export function presentedToken(header) {
    if (header === undefined || header.length > LONGEST) {
        return null;
    }
    const [, scheme = '', value = ''] = /^(\w+) +(\S+)$/.exec(header.trim()) ?? [];
    switch (scheme.toLowerCase()) {
        case 'bearer':
            return value;
        case 'basic': {
            const pair = Buffer.from(value, 'base64').toString('utf8');
            const colon = pair.indexOf(':');
            return colon === -1 || colon === pair.length - 1 ? null : pair.slice(colon + 1);
        }
        default:
            return null;
    }
}
//# sourceMappingURL=token.js.map