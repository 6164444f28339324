/** Names that bring what proves a sender, and would prove a thief: their values are never kept. */
/** Anywhere in a name, also where words are written without a gap. */
const CREDENTIAL = /authorization|cookie|token|secret|signature|password|api[-_ .]?key|assertion/i;
/** A name that ends in one of these tells of a credential, and brings none: `password_changed_at`, `token_type`. */
const TELLING = wordsOf('at type status count version algorithm policy consent banner preferences expires expiry timestamp required enabled changed length strength');
/** Words before `token` in the names of places in a list. */
const PAGING = wordsOf('page next previous prev continuation continue pagination sync cursor delta skip');
/** Words before `key` in the names of things. A word that is in neither list is a credential's, where it stands apart. */
const ORDINARY_KEYS = wordsOf('event issue project epic sprint board partition sort range row column record item object entity document idempotency dedupe deduplication message routing shard group order primary foreign natural composite cache lookup index map hash metric tag label field property attribute feature flag i18n translation locale region store space repository branch ticket case task job workflow build product sku category country state language public');
const CREDENTIAL_KEYS = wordsOf('access private signing sign encryption master subscription auth shared session service admin');
/** Words before `code` in the names of what is asked for once. */
const SECRET_CODES = wordsOf('auth authorization oauth grant exchange verification verify verifier reset recovery backup otp totp mfa 2fa factor time device user access security activation confirmation login signin sms pin pass invite invitation magic');
/** Names come from a small set, so each is judged once; the cap keeps a sender from filling the memory with new ones. */
const judged = new Map();
const MAX_JUDGED = 1000;
/** Whether a header or parameter of this name carries a credential, as far as a name can tell. */
export function isCredentialName(name) {
    const known = judged.get(name);
    if (known !== undefined) {
        return known;
    }
    const verdict = judge(name);
    if (judged.size < MAX_JUDGED) {
        judged.set(name, verdict);
    }
    return verdict;
}
/** The same of one name among those it came with: the `code` of an OAuth answer comes with its `state` (RFC 6749 section 4.1.2). */
export function isCredentialAmong(name, names) {
    return (isCredentialName(name) ||
        (name.toLowerCase() === 'code' && names.some((one) => one.toLowerCase() === 'state')));
}
function judge(name) {
    const words = wordsIn(name);
    const last = words.at(-1) ?? '';
    const before = words.at(-2) ?? '';
    if (TELLING.has(last) && words.length > 1) {
        return false;
    }
    if (last === 'key' && words.length > 1) {
        return isKey(name, before);
    }
    if (last === 'token' && PAGING.has(before)) {
        return CREDENTIAL.test(words.slice(0, -1).join('-'));
    }
    return (CREDENTIAL.test(name) ||
        last === 'key' ||
        last === 'sign' ||
        (last === 'code' && SECRET_CODES.has(before)));
}
/** `key` after another word: of a thing, or of a door. Two words in one (`fooKey`) have to be known for a door's. */
function isKey(name, before) {
    return (CREDENTIAL.test(name) ||
        CREDENTIAL_KEYS.has(before) ||
        (/[-_ .]key$/i.test(name) && !ORDINARY_KEYS.has(before)));
}
/** The words of a name, in lower case: `nextPageToken`, `X-Event-Key`, `issue_key`. */
function wordsIn(name) {
    return name
        .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
        .toLowerCase()
        .split(/[^a-z0-9]+/)
        .filter((word) => word !== '');
}
function wordsOf(text) {
    return new Set(text.split(' '));
}
//# sourceMappingURL=credential-name.js.map