import { constants, createHmac, createPublicKey, verify as verifyBytes } from 'node:crypto';
import { isJsonObject } from '../parsing/json.js';
import { isSameBytes } from './constant-time.js';
import { decodeKeys } from './keys.js';
import { findSetting } from './settings.js';
import { VerifierRefused } from './verifier-refused.js';
/** RFC 9421 section 3.3. */
const PUBLIC_KEY_VERIFIERS = {
    ed25519: { type: 'ed25519', verify: (key, data, signature) => verifyBytes(null, data, key, signature) },
    'ecdsa-p256-sha256': {
        type: 'ec',
        verify: (key, data, signature) => verifyBytes('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature),
    },
    'rsa-pss-sha512': {
        type: 'rsa',
        verify: (key, data, signature) => verifyBytes('sha512', data, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 64 }, signature),
    },
    'rsa-v1_5-sha256': {
        type: 'rsa',
        verify: (key, data, signature) => verifyBytes('sha256', data, key, signature),
    },
};
/**
 * Reads `config.keys`: a list of `{ keyid, alg, pem }` or, for `hmac-sha256`, `{ keyid, alg, secret, enc }` where
 * `secret` is the place of the secret in the endpoint's list (default 0) and `enc` how it is written (default base64).
 * Throws VerifierRefused when there is none or one cannot be used.
 */
export function compileMessageKeys(config, secrets, algs) {
    const listed = findSetting(config, 'keys');
    if (!Array.isArray(listed) || listed.length === 0) {
        throw new VerifierRefused('the endpoint\'s configuration lacks "keys"', { setting: 'keys' });
    }
    return new Map(listed.map((entry) => compileKey(entry, secrets, algs)));
}
function compileKey(entry, secrets, algs) {
    const key = isJsonObject(entry) ? entry : {};
    const { keyid, alg, pem } = key;
    if (typeof keyid !== 'string' || typeof alg !== 'string' || !algs.includes(alg)) {
        throw new VerifierRefused('a key needs a "keyid" and an "alg" the profile allows', { setting: 'keys' });
    }
    if (alg === 'hmac-sha256') {
        return [keyid, hmacKey(secrets, Number(key['secret'] ?? 0), key['enc'] ?? 'base64')];
    }
    const known = PUBLIC_KEY_VERIFIERS[alg];
    const publicKey = typeof pem === 'string' ? readPem(pem) : null;
    if (publicKey === null ||
        publicKey.asymmetricKeyType?.replace('rsa-pss', 'rsa') !== known.type ||
        isUnfit(publicKey)) {
        throw new VerifierRefused('a key is not a public key of its algorithm, or too weak', { keyid });
    }
    return [
        keyid,
        {
            alg,
            secretIndex: undefined,
            isSignedBy: (data, signature) => known.verify(publicKey, data, signature),
        },
    ];
}
function hmacKey(secrets, secretIndex, enc) {
    const secret = secrets[secretIndex];
    const rule = { enc: enc === 'utf8' || enc === 'hex' ? enc : 'base64' };
    const [key] = decodeKeys(secret === undefined ? [] : [secret], rule);
    const sign = (data) => createHmac('sha256', key.bytes).update(data).digest();
    return {
        alg: 'hmac-sha256',
        secretIndex,
        isSignedBy: (data, signature) => isSameBytes(sign(data), signature),
        sign,
    };
}
function readPem(pem) {
    try {
        return createPublicKey(pem);
    }
    catch {
        return null;
    }
}
function isUnfit(key) {
    const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
    return ((modulusLength !== undefined && modulusLength < 2048) ||
        (key.asymmetricKeyType === 'ec' && namedCurve !== 'prime256v1'));
}
//# sourceMappingURL=http-signature-keys.js.map