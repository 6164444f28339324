import { compileAllowList } from './address.js';
import { PASSED, refuse } from './check.js';
import { clientAddress } from './address.js';
import { headerLines } from './raw-request.js';
import { requireTexts } from './settings.js';
import { VerifierRefused } from './verifier-refused.js';
/** Makes an address guard ready; it stands beside a proof, never in place of one. */
export function compileAddressCheck(check, config, trustedProxies) {
    const allowed = compileAllowList(requireTexts(check.cidrs, config));
    const trusted = compileAllowList(trustedProxies);
    return (view) => {
        const { remoteAddress, rawHeaders } = view.request;
        const address = clientAddress(remoteAddress, headerLines(rawHeaders, 'x-forwarded-for'), trusted);
        return address !== null && allowed(address) ? PASSED : refuse('ip_not_allowed');
    };
}
/** Makes a client certificate guard ready: what the TLS layer saw must be what the profile names. */
export function compileClientCertificate(check) {
    const { subject, spki, issuer } = check;
    if (subject === undefined && spki === undefined) {
        throw new VerifierRefused('a client certificate must be pinned by subject or key');
    }
    return (view) => {
        const certificate = view.request.clientCertificate;
        if (certificate === undefined) {
            return refuse('missing_token');
        }
        const isPinned = (subject === undefined || certificate.subject === subject) &&
            (spki === undefined || certificate.spki === spki) &&
            (issuer === undefined || certificate.issuer === issuer);
        return isPinned ? PASSED : refuse('bad_token');
    };
}
//# sourceMappingURL=guard-check.js.map