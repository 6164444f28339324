import { compileAddressCheck, compileClientCertificate } from './guard-check.js';
import { compileHttpSignature } from './http-signature-check.js';
import { compileJwt } from './jwt-check.js';
import { parseLocator, readText } from './locator.js';
import { compileSignature } from './signature-check.js';
import { compileSns } from './sns-check.js';
import { compileBasicCheck, compileTokenCheck } from './token-check.js';
import { VerifierRefused } from './verifier-refused.js';
/** Makes all checks of a profile ready. Throws VerifierRefused when one of them could not prove anything. */
export function compileChecks(checks, material) {
    if (checks.every((check) => 'kind' in check && (check.kind === 'ip' || check.kind === 'mtls'))) {
        throw new VerifierRefused('a profile needs a proof besides its address and certificate guards');
    }
    return checks.map((check) => compileCheck(check, material));
}
function compileCheck(check, material) {
    const { secrets, config, keySets, trustedProxies } = material;
    if ('any' in check) {
        return compileChoice(check, material);
    }
    switch (check.kind) {
        case 'signature':
            return compileSignature(check, secrets, config);
        case 'token':
            return compileTokenCheck(check, secrets, config);
        case 'basic':
            return compileBasicCheck(check, secrets);
        case 'jwt':
            return compileJwt(check, secrets, config, keySets);
        case 'sns':
            return compileSns(check, config, keySets);
        case 'httpsig':
            return compileHttpSignature(check, secrets, config);
        case 'ip':
            return compileAddressCheck(check, config, trustedProxies);
        default:
            return compileClientCertificate(check);
    }
}
/** The request chooses between two header families of one sender, never between two ways to be proven. */
function compileChoice(check, material) {
    const isFirst = compileChooser(check);
    const first = compileCheck(check.any[0], material);
    const second = compileCheck(check.any[1], material);
    return (view, now) => (isFirst(view) ? first(view, now) : second(view, now));
}
/** Tells whether a request brings anything of the first of two header families. */
export function compileChooser({ choose }) {
    const locators = choose.map(parseLocator);
    return (view) => locators.some((locator) => readText(locator, view) !== null);
}
//# sourceMappingURL=compile-checks.js.map