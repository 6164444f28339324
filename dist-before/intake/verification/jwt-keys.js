import { decodeBase64Url } from './strict-encoding.js';
export const HMAC_ALGORITHMS = new Set(['HS256', 'HS384', 'HS512']);
/** Key type, and curve where one is fixed, that an algorithm works with (RFC 7518 section 3, RFC 8037). */
const KEY_OF = {
    RS256: { kty: 'RSA' },
    RS384: { kty: 'RSA' },
    RS512: { kty: 'RSA' },
    PS256: { kty: 'RSA' },
    PS384: { kty: 'RSA' },
    PS512: { kty: 'RSA' },
    ES256: { kty: 'EC', crv: 'P-256' },
    ES384: { kty: 'EC', crv: 'P-384' },
    ES512: { kty: 'EC', crv: 'P-521' },
    EdDSA: { kty: 'OKP', crv: 'Ed25519' },
};
export const PUBLIC_KEY_ALGORITHMS = new Set(Object.keys(KEY_OF));
const SMALLEST_RSA_BITS = 2048;
/**
 * The one key of a set that may have made a token. `kid` is an opaque name: an unknown one finds nothing, and without one
 * the set must hold a single key that fits. A key's own `alg` binds; `oct` keys never come from a key set.
 */
export function selectKey(keys, alg, kid) {
    const signing = keys.filter(isForVerifying);
    const named = kid === undefined ? signing : signing.filter((key) => key.kid === kid);
    if (named.length === 0) {
        return { refused: 'unknown_key' };
    }
    const fitting = named.filter((key) => fits(key, alg));
    if (fitting.length > 1) {
        return { refused: 'unknown_key' }; // ambiguous: trying every key would let the weakest decide
    }
    const [key] = fitting;
    if (key === undefined) {
        return { refused: 'alg_not_allowed' };
    }
    return isWeak(key) ? { refused: 'weak_key' } : { jwk: key };
}
/** The public members alone: a set that publishes more than it should must not change what we do. */
export function publicPart(key, alg) {
    const { kty, crv, n, e, x, y } = key;
    const members = { kty, crv, n, e, x, y, alg };
    return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
function isForVerifying(key) {
    const isSigning = key.use === undefined || key.use === 'sig';
    const mayVerify = key.key_ops === undefined || key.key_ops.includes('verify');
    return key.kty !== 'oct' && isSigning && mayVerify;
}
function fits(key, alg) {
    const wanted = KEY_OF[alg];
    return (wanted !== undefined &&
        key.kty === wanted.kty &&
        (wanted.crv === undefined || key.crv === wanted.crv) &&
        (key.alg === undefined || key.alg === alg || (key.alg === 'Ed25519' && alg === 'EdDSA')));
}
function isWeak(key) {
    if (key.kty !== 'RSA') {
        return false;
    }
    const modulus = decodeBase64Url(key.n ?? '');
    return modulus === null || bitsOf(modulus) < SMALLEST_RSA_BITS;
}
function bitsOf(bytes) {
    const first = bytes.findIndex((byte) => byte !== 0);
    return first === -1 ? 0 : (bytes.length - first) * 8 - Math.clz32(bytes[first]) + 24;
}
//# sourceMappingURL=jwt-keys.js.map