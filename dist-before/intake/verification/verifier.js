import { refuse } from './check.js';
import { compileChecks } from './compile-checks.js';
import { compileEvents } from './events.js';
import { compileHandshake } from './handshake.js';
import { RequestView } from './request-view.js';
import { findSetting } from './settings.js';
import { VerifierRefused } from './verifier-refused.js';
/**
 * Makes a profile ready for one endpoint. Throws VerifierRefused when it could not prove anything: no secret, a blank or
 * undecodable one, missing configuration. Such an endpoint must not be saved.
 */
export function compileVerifier(profile, endpoint, ports) {
    return refusing(() => {
        const parts = partsOf(profile, endpoint);
        return new ProfileVerifier(profile, { ...parts, checks: checksOf(profile, endpoint, ports) });
    });
}
/**
 * `compileVerifier` for an endpoint that was saved once. Secrets and message keys that have become unusable since are
 * left out; when nothing is left to prove a sender with, handshakes still work and every delivery is refused as `no_secret`.
 */
export function compileLiveVerifier(profile, endpoint, ports) {
    try {
        const parts = refusing(() => partsOf(profile, endpoint));
        const checks = tryChecks(profile, endpoint, ports);
        return checks === null
            ? salvaged(profile, endpoint, ports, parts)
            : new ProfileVerifier(profile, { ...parts, checks });
    }
    catch (error) {
        if (error instanceof VerifierRefused) {
            return new ProfileVerifier(profile, CLOSED);
        }
        throw error;
    }
}
const CLOSED = {
    handshakes: [],
    afterwards: [],
    checks: [() => refuse('no_secret')],
    events: () => [],
};
class ProfileVerifier {
    profile;
    parts;
    secretIndexes;
    constructor(profile, parts, 
    /** Index in the endpoint's list of each secret the checks were made with. */
    secretIndexes = null) {
        this.profile = profile;
        this.parts = parts;
        this.secretIndexes = secretIndexes;
    }
    verify(request, now) {
        const view = new RequestView(request, now);
        const { handshakes } = this.parts;
        const answered = handshakes.length === 0 ? null : handshakeOf(handshakes, view);
        if (answered !== null) {
            return answered;
        }
        return this.profile.methods.includes(request.method)
            ? this.check(view, now, 0, undefined)
            : { kind: 'refused', reason: 'method_not_allowed' };
    }
    extract(accepted) {
        return this.parts.events(accepted.view);
    }
    /** Walks the checks without a promise for as long as each answers at once. */
    check(view, now, from, matched) {
        const { checks } = this.parts;
        let secretIndex = matched;
        for (let at = from; at < checks.length; at += 1) {
            const outcome = checks[at](view, now);
            if (outcome instanceof Promise) {
                return outcome.then((later) => later.refused === undefined
                    ? this.check(view, now, at + 1, secretIndex ?? later.secretIndex)
                    : { kind: 'refused', reason: later.refused });
            }
            if (outcome.refused !== undefined) {
                return { kind: 'refused', reason: outcome.refused };
            }
            secretIndex ??= outcome.secretIndex;
        }
        return this.accept(view, secretIndex);
    }
    accept(view, matched) {
        const { afterwards } = this.parts;
        const answered = afterwards.length === 0 ? null : handshakeOf(afterwards, view);
        if (answered !== null) {
            return answered;
        }
        const secretIndex = matched === undefined ? undefined : (this.secretIndexes?.[matched] ?? matched);
        return { kind: 'accepted', secretIndex, view };
    }
}
function handshakeOf(handshakes, view) {
    for (const handshake of handshakes) {
        const outcome = handshake(view);
        if (outcome !== null) {
            return 'answer' in outcome
                ? { kind: 'handshake', answer: outcome.answer }
                : { kind: 'refused', reason: outcome.refused };
        }
    }
    return null;
}
function partsOf(profile, endpoint) {
    const compiled = profile.handshakes.map((handshake) => ({
        after: handshake.after,
        run: compileHandshake(handshake, endpoint.config),
    }));
    return {
        handshakes: compiled.filter(({ after }) => after === undefined).map(({ run }) => run),
        afterwards: compiled.filter(({ after }) => after === 'verify').map(({ run }) => run),
        events: compileEvents({ ...profile.event, ...endpoint.event }, endpoint.config),
    };
}
function checksOf(profile, endpoint, ports) {
    const { keySets, trustedProxies = [] } = ports;
    return compileChecks(profile.checks, { ...endpoint, keySets, trustedProxies });
}
function tryChecks(profile, endpoint, ports) {
    try {
        return refusing(() => checksOf(profile, endpoint, ports));
    }
    catch (error) {
        if (error instanceof VerifierRefused) {
            return null;
        }
        throw error;
    }
}
/** The checks of an endpoint with the unusable of its message keys left out; null where that makes none. */
function checksOfUsableKeys(profile, endpoint, ports) {
    const keys = findSetting(endpoint.config, 'keys');
    if (!Array.isArray(keys)) {
        return null;
    }
    const checksWith = (some) => tryChecks(profile, { ...endpoint, config: { ...endpoint.config, keys: some } }, ports);
    return checksWith(keys.filter((key) => checksWith([key]) !== null));
}
/** The verifier of an endpoint with its unusable keys or secrets left out, or one that refuses everything. */
function salvaged(profile, endpoint, ports, parts) {
    const keyed = checksOfUsableKeys(profile, endpoint, ports);
    if (keyed !== null) {
        return new ProfileVerifier(profile, { ...parts, checks: keyed });
    }
    const usable = [...endpoint.secrets.entries()].filter(([, secret]) => isUsable(profile, { ...endpoint, secrets: [secret] }, ports));
    const secrets = usable.map(([, secret]) => secret);
    // No secrets at all may mean that a profile asks for none; secrets that are all damaged never do.
    const checks = usable.length === 0 ? null : tryChecks(profile, { ...endpoint, secrets }, ports);
    return new ProfileVerifier(profile, { ...parts, checks: checks ?? CLOSED.checks }, usable.map(([index]) => index));
}
function isUsable(profile, endpoint, ports) {
    return tryChecks(profile, endpoint, ports) !== null;
}
/** A locator or template an operator typed is a setting like any other: its fault is reported the same way. */
function refusing(compile) {
    try {
        return compile();
    }
    catch (error) {
        if (error instanceof RangeError) {
            throw new VerifierRefused(error.message, {}, { cause: error });
        }
        throw error;
    }
}
//# sourceMappingURL=verifier.js.map