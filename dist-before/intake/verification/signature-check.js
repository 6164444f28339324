import { refuse } from './check.js';
import { decodeKeys } from './keys.js';
import { parseLocator } from './locator.js';
import { compileProof } from './proof.js';
import { compileEquals, compileRequired } from './requirements.js';
import { compileMatcher, isTooMany } from './signature-algorithm.js';
import { signatureRules } from './signature-rules.js';
import { compileContent, queryHashFault } from './signed-content.js';
import { parseTimestamp, windowFault } from './timestamp.js';
import { VerifierRefused } from './verifier-refused.js';
/**
 * Makes a signature check ready: template parsed, keys decoded. Throws VerifierRefused without a usable secret or with
 * configuration that is missing or contradicts itself.
 */
export function compileSignature(check, secrets, config) {
    const rules = signatureRules(check, config);
    const content = contentOf(rules, check, config);
    const readProof = compileProof(rules.proof, rules.time);
    const lacking = requirementsOf(rules, check, config);
    const match = compileMatcher(rules.alg, rules.proof.enc, decodeKeys(secrets, rules.key));
    return (view, now) => {
        const proof = readProof(view);
        if (!('signatures' in proof)) {
            return proof;
        }
        const fault = lacking(view) ?? timeFault(proof.ts, rules.time, now) ?? numberFault(rules.alg, proof.signatures);
        if (fault !== null) {
            return refuse(fault);
        }
        const chunks = content.of(view, proof.ts ?? '');
        if (typeof chunks === 'string') {
            return refuse(chunks);
        }
        const secretIndex = match(chunks, proof.signatures);
        return secretIndex === -1 ? refuse('bad_signature') : { secretIndex };
    };
}
function contentOf(rules, check, config) {
    const content = compileContent(rules.content, config, check.jsonBody?.queryHash);
    if (rules.time === undefined ? content.hasTime : !isSigned(rules.time, content)) {
        throw new VerifierRefused('a timestamp must be both signed, as {ts} or where it stands, and checked, by a time rule');
    }
    if (content.hasSecret ? rules.alg === 'ed25519' : rules.alg === 'sha256') {
        throw new VerifierRefused('{secret} must be in what a plain hash covers, and cannot be in what a public key checks');
    }
    return content;
}
function isSigned({ from }, content) {
    return content.hasTime || (from !== 'proof' && content.covers(parseLocator(from)));
}
function requirementsOf(rules, check, config) {
    const lacking = compileRequired(rules.require);
    const differing = compileEquals(check.equals ?? {}, config);
    const queryHash = check.jsonBody?.queryHash;
    return (view) => lacking(view) ?? differing(view) ?? (queryHash === undefined ? null : queryHashFault(view, queryHash));
}
function numberFault(alg, signatures) {
    if (signatures.length === 0) {
        return 'missing_signature';
    }
    return isTooMany(alg, signatures) ? 'malformed_signature' : null;
}
function timeFault(ts, rule, now) {
    if (rule === undefined) {
        return null;
    }
    if (ts === null) {
        return 'missing_timestamp';
    }
    const at = parseTimestamp(ts, rule.unit);
    return at === null ? 'bad_timestamp' : windowFault(at, now, rule);
}
//# sourceMappingURL=signature-check.js.map