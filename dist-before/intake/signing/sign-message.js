import { sha256 } from '../verification/constant-time.js';
import { messageRules } from '../verification/http-signature-check.js';
import { signatureBase } from '../verification/signature-base.js';
import { parseInnerLists } from '../verification/structured-fields.js';
import { viewOf, withHeader } from './draft-request.js';
import { PRIVATE_KEY, Unsignable } from './unsignable.js';
const LABEL = 'sig1';
/** The draft with an HTTP message signature (RFC 9421) by the first of the endpoint's keys that is a shared secret. */
export function signMessage(check, endpoint, draft, { now }) {
    const rules = messageRules(check, endpoint.secrets, endpoint.config);
    const [keyid, key] = [...rules.keys].find(([, each]) => each.sign !== undefined) ?? [];
    if (keyid === undefined || key?.sign === undefined) {
        throw new Unsignable(PRIVATE_KEY);
    }
    const digest = `sha-256=:${sha256(draft.body).toString('base64')}:`;
    const prepared = rules.components.includes('content-digest')
        ? withHeader(draft, 'content-digest', digest)
        : draft;
    const created = Math.floor(now.getTime() / 1000);
    const list = rules.components.map(quoted).join(' ');
    const input = `${LABEL}=(${list});created=${created};keyid=${quoted(keyid)};alg=${quoted(key.alg)}`;
    const covered = parseInnerLists(input)?.get(LABEL);
    const base = covered === undefined ? null : signatureBase(viewOf(prepared), covered, rules.publicUrl);
    if (base === null) {
        throw new Unsignable('the request lacks something that the signature must cover');
    }
    const signature = key.sign(Buffer.from(base, 'latin1')).toString('base64');
    return withHeader(withHeader(prepared, 'signature-input', input), 'signature', `${LABEL}=:${signature}:`);
}
/** A string of structured fields (RFC 9651 section 3.3.3). */
function quoted(text) {
    return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
//# sourceMappingURL=sign-message.js.map