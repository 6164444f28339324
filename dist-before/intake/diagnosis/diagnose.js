import { InvalidRequest } from '../../errors/errors.js';
import { isBlankSecret } from '../verification/keys.js';
import { REASON_CODES } from '../verification/reason.js';
import { RequestView } from '../verification/request-view.js';
import { compileToken } from '../verification/token.js';
import { checkFinding } from './check-finding.js';
import { addressFinding, bodyFinding, guardedRanges, methodFinding, nothingFinding, originFinding, parametersFinding, settingHint, } from './door-findings.js';
import { shown } from './shape.js';
import { tokenFinding } from './token-finding.js';
const MOST_CHARACTERS = 300;
const MOST_HINT_CHARACTERS = 230;
const MOST_HINTS = 5;
/**
 * Tells what was expected and what came of a refused delivery. Secrets, tokens, signatures (right, computed or received)
 * and bodies do not show: of what the sender wrote only lengths, alphabets, names and claims do. Never throws. Signatures
 * are computed at most 100 times, over bodies up to 64 KiB (16 times over larger ones). It says more than the sender may
 * know and takes longer the nearer the sender came: run it after the answer, and show it to the hook's owner alone.
 */
export function diagnose(delivery) {
    const { expected, came, hints, skewSeconds } = findingOf(delivery);
    return {
        reason: shown(delivery.reason, 40),
        expected: cut(expected, MOST_CHARACTERS),
        came: cut(came, MOST_CHARACTERS),
        hints: hints.slice(0, MOST_HINTS).map((hint) => cut(hint, MOST_HINT_CHARACTERS)),
        ...(Number.isFinite(skewSeconds) ? { skewSeconds: skewSeconds + 0 } : {}), // JSON knows no -0
    };
}
function findingOf(delivery) {
    try {
        return doorFinding(delivery) ?? profileFinding(delivery);
    }
    catch (error) {
        if (error instanceof InvalidRequest || error instanceof RangeError) {
            const expected = 'a configuration that can prove a sender';
            return { expected, came: 'settings that cannot', hints: [settingHint(error.message)] };
        }
        throw error;
    }
}
/** Reasons of the hook itself, and those that are alike for every profile. */
function doorFinding(delivery) {
    const { reason, request, token } = delivery;
    const view = new RequestView(request);
    if (reason === 'ip_not_allowed') {
        return addressFinding(delivery, delivery.ip ?? guardedRanges(delivery));
    }
    const outcome = token === undefined ? {} : compileToken(token, token.digests)(view);
    if (token !== undefined && 'refused' in outcome && outcome.refused === reason && reason !== 'no_secret') {
        return tokenFinding(token, delivery, view);
    }
    switch (reason) {
        case 'no_secret':
            return nothingFinding(delivery);
        case 'method_not_allowed':
            return methodFinding(delivery);
        case 'origin_not_allowed':
            return originFinding(delivery, view);
        case 'malformed_body':
            return bodyFinding(delivery);
        case 'invalid_parameters':
            return parametersFinding(delivery);
        default:
            return null;
    }
}
function profileFinding(delivery) {
    const { profile, endpoint, reason } = delivery;
    const isKnown = REASON_CODES.some((code) => code === reason);
    if (profile === undefined || !isKnown) {
        const expected = 'a request that this hook takes';
        return { expected, came: `one refused as ${shown(reason, 40)}`, hints: [] };
    }
    // A verifier that is live leaves blank secrets out as well.
    const secrets = endpoint.secrets.filter((secret) => !isBlankSecret(secret));
    return checkFinding(profile, { ...delivery, endpoint: { ...endpoint, secrets } }, new RequestView(delivery.request));
}
/** Plain ASCII that JSON need not escape. */
function cut(text, most) {
    const plain = text.replace(/[^ -~]/g, '?').replace(/["\\]/g, "'");
    return plain.length > most ? `${plain.slice(0, most - 3)}...` : plain;
}
//# sourceMappingURL=diagnose.js.map