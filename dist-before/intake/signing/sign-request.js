import { InvalidRequest } from '../../errors/errors.js';
import { NO_KEY_SETS } from '../verification/key-sets.js';
import { compileVerifier } from '../verification/verifier.js';
import { requireSendable } from './draft-request.js';
import { signJwt } from './sign-jwt.js';
import { signMessage } from './sign-message.js';
import { signSignature } from './sign-signature.js';
import { signToken, withToken } from './sign-token.js';
import { PRIVATE_KEY, Unsignable } from './unsignable.js';
/**
 * The draft as the sender would send it: the inverse of verification, for ready commands and test deliveries. Uses the
 * first secret and the first of two header families. `profile` is null for a hook that asks for nothing but its token.
 * Proofs that the draft already carries are replaced, message ids stay; bodies that carry a token are written anew as
 * JSON. The result holds secrets or what they made: show it to who may see them, never log or store it.
 */
export function signRequest(profile, endpoint, draft, context) {
    try {
        const { token } = context;
        const admitted = token === undefined ? draft : withToken(draft, token, token.token);
        const request = profile === null ? admitted : signAll(profile, endpoint, admitted, context);
        requireSendable(request);
        return { kind: 'signed', request };
    }
    catch (error) {
        if (error instanceof InvalidRequest || error instanceof RangeError) {
            return { kind: 'unsignable', why: error.message };
        }
        throw error;
    }
}
function signAll(profile, endpoint, draft, context) {
    compileVerifier(profile, endpoint, { keySets: NO_KEY_SETS }); // says what is missing
    if (!profile.methods.includes(draft.method)) {
        throw new Unsignable(`the sender uses ${profile.methods.join(', ')} only`);
    }
    // Static tokens first: one may stand in the body that a signature covers.
    return profile.checks
        .map(firstOf)
        .sort((left, right) => Number(right.kind === 'token') - Number(left.kind === 'token'))
        .reduce((signed, check) => signCheck(check, endpoint, signed, context), draft);
}
/** Whether its requests hold a secret as it is. */
export function sendsSecrets(profile) {
    return profile.checks.map(firstOf).some(({ kind }) => kind === 'token' || kind === 'basic');
}
function firstOf(check) {
    return 'any' in check ? firstOf(check.any[0]) : check;
}
function signCheck(check, endpoint, draft, context) {
    const { config, secrets } = endpoint;
    const { shown = secrets } = context;
    switch (check.kind) {
        case 'signature':
            return signSignature(check, endpoint, draft, context);
        case 'token':
            return signToken(check, shown, config, draft);
        case 'basic':
            return withToken(draft, { from: 'header:authorization', scheme: 'Basic' }, shown[0] ?? null);
        case 'jwt':
            return signJwt(check, endpoint, draft, context);
        case 'httpsig':
            return signMessage(check, endpoint, draft, context);
        case 'sns':
            throw new Unsignable(PRIVATE_KEY);
        case 'mtls':
            throw new Unsignable('the sender is known by its TLS client certificate');
        default:
            return draft; // where a request comes from is not in the request
    }
}
//# sourceMappingURL=sign-request.js.map