import { compactVerify, importJWK } from 'jose';
import { publicPart, selectKey } from './jwt-keys.js';
import { refuse } from './check.js';
/** Importing costs more than verifying; a key set hands out the same objects until it is fetched anew. */
const imported = new WeakMap();
/** Proves with shared secrets, each of which may match. */
export function secretProver(keys) {
    return async (token) => {
        let secretIndex = -1;
        for (const key of keys) {
            if ((await isSignedBy(token, key.bytes)) && secretIndex === -1) {
                secretIndex = key.secretIndex;
            }
        }
        return secretIndex === -1 ? refuse('bad_signature') : { secretIndex };
    };
}
/** Proves with the published keys of the sender; asks for a newer set once when the key is unknown. */
export function keySetProver(keySets, source) {
    return async (token) => {
        let keys = await keySets.jwks(source);
        let selected = selectKey(keys, token.alg, token.kid);
        if ('refused' in selected && selected.refused === 'unknown_key') {
            keys = await keySets.jwks(source, { refresh: true });
            selected = selectKey(keys, token.alg, token.kid);
        }
        if (keys.length === 0) {
            return refuse('no_secret');
        }
        if ('refused' in selected) {
            return selected;
        }
        const key = await importedKey(selected.jwk, token.alg);
        if (key === null) {
            return refuse('unknown_key');
        }
        return (await isSignedBy(token, key)) ? {} : refuse('bad_signature');
    };
}
async function isSignedBy(token, key) {
    try {
        await compactVerify(token.compact, key, { algorithms: [token.alg] });
        return true;
    }
    catch {
        return false;
    }
}
async function importedKey(jwk, alg) {
    const known = imported.get(jwk) ?? new Map();
    imported.set(jwk, known);
    const key = known.get(alg) ?? importJWK(publicPart(jwk, alg), alg);
    known.set(alg, key);
    try {
        return await key;
    }
    catch {
        return null; // the set publishes something that is no key of that kind
    }
}
//# sourceMappingURL=jwt-signature.js.map