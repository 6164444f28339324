/** Whether a definition can prove its sender, before it is saved. */
import { AppError } from '../../errors/app-error.js';
import { InvalidDocument } from '../../errors/errors.js';
import { compileAllowList } from '../../intake/verification/address.js';
import { compileEvents } from '../../intake/verification/events.js';
import { needsOf } from '../../intake/verification/profile-needs.js';
import { compileToken } from '../../intake/verification/token.js';
import { compileVerifier } from '../../intake/verification/verifier.js';
import { suggest } from '../../config/suggest.js';
import { requirePollable } from './poll.js';
/**
 * Throws InvalidDocument with all `errors` when the definition could prove nobody and is not `open` in so many words, or
 * names what there is not.
 */
export function requireProofs(definition, sealing, known) {
    const errors = [];
    const attempt = (path, check) => {
        try {
            check();
        }
        catch (error) {
            if (!(error instanceof AppError || error instanceof RangeError)) {
                throw error;
            }
            errors.push({ path, message: error.message });
        }
    };
    const { verify, token, poll, ip, open, event } = definition;
    if (!verify && !token && !ip && open !== true) {
        errors.push({
            path: '',
            message: 'anyone could send to this: give verify, token or ip, or say open: true',
        });
    }
    attempt('verify', () => verify && verifierOf(definition, sealing, known.presets));
    attempt('token', () => token && requireDigests(token));
    attempt('poll', () => poll && requirePollable(definition, known.presets));
    attempt('ip', () => compileAllowList(ip ?? []));
    attempt('event', () => compileEvents(event ?? {}, verify?.config ?? {}));
    attempt('vocabulary', () => known.vocabulary.requireOwn(definition.vocabulary ?? {}));
    if (errors.length > 0) {
        throw new InvalidDocument('the source cannot be saved as it is', { errors });
    }
}
function verifierOf({ verify, event }, sealing, presets) {
    const { profile: name, secrets, config = {}, secretLater = false } = verify;
    const profile = presets.get(name);
    if (!profile) {
        const meant = suggest(name, [...presets.keys()]);
        throw new RangeError(`there is no profile ${name}${meant === undefined ? '' : ` (did you mean '${meant}'?)`}`);
    }
    if (secretLater && secrets.length === 0) {
        return requireAllButSecret(profile, config);
    }
    const endpoint = {
        secrets: secrets.map(({ sealed }) => sealing.open(sealed)),
        config,
        ...(event && { event }),
    };
    return compileVerifier(profile, endpoint, { keySets: NO_KEYS });
}
/** For a source whose secret comes later: whether it can be used is known then. */
function requireAllButSecret(profile, config) {
    const { secret, settings } = needsOf(profile);
    const missing = settings.filter(({ name, required }) => required && !Object.hasOwn(config, name));
    if (secret === null) {
        throw new RangeError(`${profile.title} is known by published keys: there is no secret to come later`);
    }
    if (missing.length > 0) {
        throw new RangeError(`config needs ${missing.map(({ name }) => name).join(', ')}`);
    }
}
function requireDigests(token) {
    if (token.digests.length === 0) {
        throw new RangeError('needs at least one secret');
    }
    return compileToken(token, token.digests.map((hex) => Buffer.from(hex, 'hex')));
}
/** Nothing is fetched while a source is saved: whether published keys can be had is known when a delivery comes. */
const NO_KEYS = {
    jwks: () => Promise.resolve([]),
    certificate: () => Promise.resolve(''),
};
//# sourceMappingURL=require-proofs.js.map