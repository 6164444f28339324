import { mediaType } from '../parsing/body.js';
import { sha256 } from '../verification/constant-time.js';
import { decodeKeys } from '../verification/keys.js';
import { parseLocator, readText } from '../verification/locator.js';
import { digestOf, writeDigest } from '../verification/signature-algorithm.js';
import { signatureRules } from '../verification/signature-rules.js';
import { compileContent } from '../verification/signed-content.js';
import { parseTemplate } from '../verification/template.js';
import { headerOf, viewOf } from './draft-request.js';
import { place } from './place.js';
import { withFixedValues } from './sign-token.js';
import { PRIVATE_KEY, Unsignable } from './unsignable.js';
/** The draft with everything a signature check reads: fixed values, timestamp, ids that are missing, and the signature. */
export function signSignature(check, endpoint, draft, context) {
    const { secrets, config } = endpoint;
    const rules = signatureRules(check, config);
    if (rules.alg === 'ed25519') {
        throw new Unsignable(PRIVATE_KEY);
    }
    const queryHash = check.jsonBody?.queryHash;
    const ts = timestamp(rules.time, context.now);
    const fixed = withFixedValues(withBodyHash(draft, queryHash), check.equals, config);
    const prepared = withIds(withTimestamp(fixed, rules.time, ts), rules, context.id);
    const chunks = compileContent(rules.content, config, queryHash).of(viewOf(prepared), ts);
    if (typeof chunks === 'string') {
        throw new Unsignable(`the signed text cannot be made of this request: ${chunks.replaceAll('_', ' ')}`);
    }
    const [key] = decodeKeys(secrets, rules.key);
    const signature = writeDigest(digestOf(rules.alg, chunks, key.bytes), rules.proof.enc);
    return place(prepared, rules.proof.from, proofText(rules, signature, ts));
}
/** Empty where no time is signed. */
function timestamp(rule, now) {
    switch (rule?.unit) {
        case undefined:
            return '';
        case 's':
            return String(Math.floor(now.getTime() / 1000));
        case 'ms':
            return String(now.getTime());
        default:
            return now.toISOString();
    }
}
function withTimestamp(draft, rule, ts) {
    return rule === undefined || rule.from === 'proof' ? draft : place(draft, rule.from, ts);
}
/** What must be there and is not: message ids above all. What the draft has stays. */
function withIds(draft, rules, id) {
    const signed = parseTemplate(rules.content).flatMap((part) => (part.kind === 'value' ? [part.source] : []));
    return [...rules.require, ...signed].reduce((whole, locator) => readText(parseLocator(locator), viewOf(whole)) === null ? place(whole, locator, id()) : whole, draft);
}
/** Senders that sign the URL put the hash of a body that is no form into the query. */
function withBodyHash(draft, queryHash) {
    const isForm = mediaType(headerOf(draft, 'content-type')) === 'application/x-www-form-urlencoded';
    return queryHash === undefined || isForm || draft.body.length === 0
        ? draft
        : place(draft, `query:${queryHash}`, sha256(draft.body).toString('hex'));
}
function proofText({ proof, time }, signature, ts) {
    const entry = `${proof.prefix ?? ''}${signature}`;
    if (time?.from !== 'proof') {
        return entry;
    }
    const [separator = ','] = [proof.split ?? []].flat();
    return `${proof.tsPrefix ?? 't='}${ts}${separator}${entry}`;
}
//# sourceMappingURL=sign-signature.js.map