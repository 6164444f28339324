import { createHash } from 'node:crypto';
import { refuse } from './check.js';
import { isSameBytes } from './constant-time.js';
import { compileMessageKeys } from './http-signature-keys.js';
import { headerLines } from './raw-request.js';
import { fillSetting, findSetting, requireSeconds, requireSetting } from './settings.js';
import { signatureBase } from './signature-base.js';
import { parseByteSequences, parseInnerLists } from './structured-fields.js';
import { windowFault } from './timestamp.js';
import { VerifierRefused } from './verifier-refused.js';
const FROM_PUBLIC_URL = new Set(['@target-uri', '@authority', '@scheme']);
/** Most signatures of one request that are looked at. */
const MAX_SIGNATURES = 4;
/**
 * Makes the check of HTTP message signatures ready (RFC 9421), with the body bound by its digest (RFC 9530).
 * Throws VerifierRefused when keys or the components a signature must cover are not configured.
 */
export function compileHttpSignature(check, secrets, config) {
    const rules = messageRules(check, secrets, config);
    return (view, now) => {
        const offered = readOffered(view);
        if ('refused' in offered) {
            return refuse(offered.refused);
        }
        let first = null;
        for (const { covered, signature } of offered.signatures) {
            const judged = judge(view, now, covered, signature, rules);
            if (typeof judged !== 'string') {
                return { secretIndex: judged.secretIndex };
            }
            first ??= judged;
        }
        return refuse(first ?? 'missing_signature');
    };
}
/** The check with what the endpoint configures filled in; throws VerifierRefused when something is missing. */
export function messageRules(check, secrets, config) {
    const needsDigest = fillSetting(check.digest, config) !== false;
    const digest = needsDigest ? ['content-digest'] : [];
    const components = [...new Set([...componentsOf(check, config), ...digest])];
    const publicUrl = publicUrlOf(config);
    if (publicUrl === null && components.some((component) => FROM_PUBLIC_URL.has(component))) {
        throw new VerifierRefused('"url" is needed: the components name the address the sender was given', {
            setting: 'url',
        });
    }
    return {
        keys: compileMessageKeys(config, secrets, check.algs),
        components,
        past: requireSeconds(check.past, config),
        future: check.future,
        publicUrl,
    };
}
function readOffered(view) {
    const inputs = headerLines(view.request.rawHeaders, 'signature-input');
    const values = headerLines(view.request.rawHeaders, 'signature');
    if (inputs.length > 1 || values.length > 1) {
        return { refused: 'duplicate_header' };
    }
    if (inputs[0] === undefined || values[0] === undefined || inputs[0] === '' || values[0] === '') {
        return { refused: 'missing_signature' };
    }
    const covered = parseInnerLists(inputs[0]);
    const signatures = parseByteSequences(values[0]);
    if (covered === null || signatures === null) {
        return { refused: 'malformed_signature' };
    }
    const paired = [...covered].flatMap(([label, list]) => {
        const signature = signatures.get(label);
        return signature === undefined ? [] : [{ covered: list, signature }];
    });
    return paired.length > MAX_SIGNATURES ? { refused: 'malformed_signature' } : { signatures: paired };
}
function judge(view, now, covered, signature, rules) {
    const keyid = covered.parameters.get('keyid');
    const key = typeof keyid === 'string' ? rules.keys.get(keyid) : undefined;
    if (key === undefined) {
        return 'unknown_key';
    }
    const alg = covered.parameters.get('alg');
    if (alg !== undefined && alg !== key.alg) {
        return 'alg_not_allowed';
    }
    const fault = coverageFault(covered, rules) ?? lifetimeFault(covered, now, rules);
    if (fault !== null) {
        return fault;
    }
    const base = signatureBase(view, covered, rules.publicUrl);
    if (base === null) {
        return 'missing_component';
    }
    if (!key.isSignedBy(Buffer.from(base, 'latin1'), signature)) {
        return 'bad_signature';
    }
    return isCovered(covered, 'content-digest') && !isDigestOfBody(view) ? 'body_hash_mismatch' : key;
}
function coverageFault(covered, rules) {
    return rules.components.every((component) => isCovered(covered, component)) ? null : 'missing_component';
}
function isCovered(covered, component) {
    return covered.items.some((item) => item.value === component);
}
/** `created` is required and lies within the window; `expires` is kept where given (RFC 9421 section 2.3). */
function lifetimeFault(covered, now, rules) {
    const created = covered.parameters.get('created');
    const expires = covered.parameters.get('expires');
    if (created === undefined) {
        return 'missing_timestamp';
    }
    if (typeof created !== 'number' || !Number.isInteger(created)) {
        return 'bad_timestamp';
    }
    if (expires !== undefined && (typeof expires !== 'number' || isOver(expires, now))) {
        return 'timestamp_too_old';
    }
    return windowFault(created * 1000, now, { unit: 's', past: rules.past, future: rules.future });
}
/** `expires` is in whole seconds, and its own second still counts. */
export function isOver(expires, now) {
    return expires < Math.floor(now.getTime() / 1000);
}
/** Every digest we know must be that of the body, and there must be one. */
function isDigestOfBody(view) {
    const digests = parseByteSequences(headerLines(view.request.rawHeaders, 'content-digest').join(', '));
    const known = ['sha-256', 'sha-512'].filter((name) => digests?.has(name) === true);
    return (known.length > 0 &&
        known.every((name) => {
            const actual = createHash(name.replace('-', '')).update(view.request.body).digest();
            return isSameBytes(actual, digests.get(name));
        }));
}
function componentsOf(check, config) {
    const components = requireSetting(check.components, config);
    if (!Array.isArray(components) || !components.every((each) => typeof each === 'string')) {
        throw new VerifierRefused('"components" must be a list of component names', { setting: 'components' });
    }
    return components;
}
function publicUrlOf(config) {
    const url = findSetting(config, 'url');
    if (url === undefined) {
        return null;
    }
    if (typeof url !== 'string' || !URL.canParse(url)) {
        throw new VerifierRefused('"url" must be the address the sender was given', { setting: 'url' });
    }
    return new URL(url);
}
//# sourceMappingURL=http-signature-check.js.map