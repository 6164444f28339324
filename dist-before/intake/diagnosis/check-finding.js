import { compileChooser } from '../verification/compile-checks.js';
import { parseLocator, readText } from '../verification/locator.js';
import { fillSetting, requireText, requireTexts } from '../verification/settings.js';
import { compileToken, tokenDigest } from '../verification/token.js';
import { placeName } from './arrival.js';
import { addressFinding } from './door-findings.js';
import { fixedFinding } from './fixed-finding.js';
import { jwtFinding } from './jwt-finding.js';
import { messageFinding } from './message-finding.js';
import { signatureFinding } from './signature-finding.js';
import { snsFinding } from './sns-finding.js';
import { tokenFinding } from './token-finding.js';
/** What the check that refused has to say. Throws VerifierRefused when its settings do not make a check. */
export function checkFinding(profile, delivery, view) {
    const [first, ...others] = profile.checks;
    // Only static tokens stand before other checks: they are asked again, the last is not.
    const refused = [first, ...others].find((check, at) => at === others.length || !isPassedToken(check, delivery, view));
    if (!('any' in refused)) {
        return findingOf(refused, delivery, view);
    }
    const isFirst = compileChooser(refused)(view);
    const finding = findingOf(refused.any[isFirst ? 0 : 1], delivery, view);
    const expected = `${finding.expected}, or ${placeName(refused.choose[0])} and its family`;
    return isFirst ? finding : { ...finding, expected };
}
function findingOf(check, delivery, view) {
    const { secrets, config } = delivery.endpoint;
    switch (check.kind) {
        case 'signature':
            return signatureFinding(check, delivery, view);
        case 'token':
            return tokenCheckFinding(check, delivery, view);
        case 'basic': {
            const place = { from: 'header:authorization', scheme: 'Basic' };
            return tokenFinding({ ...place, digests: secrets.map(tokenDigest), secrets }, delivery, view);
        }
        case 'jwt':
            return jwtFinding(check, delivery, view);
        case 'sns':
            return snsFinding(check, delivery, view);
        case 'httpsig':
            return messageFinding(check, delivery, view);
        case 'ip':
            return addressFinding(delivery, requireTexts(check.cidrs, config));
        default:
            return {
                expected: 'the TLS client certificate that is pinned',
                came: view.request.clientCertificate === undefined
                    ? 'no client certificate'
                    : 'another client certificate',
                hints: [],
            };
    }
}
function tokenCheckFinding(check, delivery, view) {
    const { secrets, config } = delivery.endpoint;
    const digests = secrets.map(tokenDigest);
    const place = tokenPlace(check, config, view);
    const isRefused = 'refused' in compileToken(place, digests)(view);
    return ((isRefused ? null : fixedFinding(check.equals, config, view)) ??
        tokenFinding({ ...place, digests, secrets }, delivery, view));
}
/** The second place counts where the first is empty and it is not. */
function tokenPlace(check, config, view) {
    const from = requireText(check.from, config);
    const scheme = fillSetting(check.scheme, config);
    const isAt = (locator) => readText(parseLocator(locator), view) !== null;
    if (check.orFrom !== undefined && !isAt(from) && isAt(check.orFrom)) {
        return { from: check.orFrom };
    }
    return typeof scheme === 'string' ? { from, scheme } : { from };
}
function isPassedToken(check, { endpoint }, view) {
    if ('any' in check || check.kind !== 'token') {
        return false;
    }
    const { secrets, config } = endpoint;
    if (check.when === 'secrets' && secrets.length === 0) {
        return true;
    }
    const outcome = compileToken(tokenPlace(check, config, view), secrets.map(tokenDigest))(view);
    return !('refused' in outcome) && fixedFinding(check.equals, config, view) === null;
}
//# sourceMappingURL=check-finding.js.map