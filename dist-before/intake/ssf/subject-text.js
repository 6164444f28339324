import { createHash } from 'node:crypto';
import { isJsonObject } from '../parsing/json.js';
/** The members that name the subject, by format: RFC 9493 section 3.2, SSF 1.0 section 3.4, and what came before them. */
const MEMBERS_OF = {
    account: ['uri'],
    aliases: ['identifiers'],
    complex: ['user', 'session', 'device', 'application', 'group', 'org_unit', 'tenant'],
    did: ['url'],
    email: ['email'],
    id_token_claims: ['sub', 'email'],
    ip_addresses: ['ip-addresses'],
    iss_sub: ['sub'],
    jwt_id: ['jti'],
    opaque: ['id'],
    phone: ['phone_number', 'phone'],
    phone_number: ['phone_number'],
    saml_assertion_id: ['assertion_id'],
    uri: ['uri'],
};
/** Of formats nobody told us about, and of complex subjects that do not say that they are. */
const TELLING = [
    ...new Set(['id', 'sub', 'email', 'phone_number', 'uri', ...Object.values(MEMBERS_OF).flat()]),
];
const LONGEST = 500;
/**
 * One text for a structured subject, which its lane goes by: the member that names it; of a complex one the user, else
 * whatever is closest to a person. A format without such a member is its own canonical text. Long ones are digested.
 */
export function subjectTextOf(subject) {
    return boundedText(findText(subject) ?? canonical(subject));
}
/** A text that fits an index: its digest when it is too long to stand for itself. */
export function boundedText(text) {
    return text.length > LONGEST ? `sha256:${createHash('sha256').update(text).digest('hex')}` : text;
}
function findText(value) {
    if (typeof value === 'string' || typeof value === 'number') {
        return value === '' ? undefined : String(value);
    }
    if (Array.isArray(value)) {
        return firstText(value);
    }
    return isJsonObject(value) ? firstText(membersOf(value).map((name) => own(value, name))) : undefined;
}
function firstText(values) {
    for (const value of values) {
        const text = findText(value);
        if (text !== undefined) {
            return text;
        }
    }
    return undefined;
}
/** Google writes `subject_type: "iss-sub"` for `format: "iss_sub"`. */
function membersOf(subject) {
    const format = own(subject, 'format') ?? own(subject, 'subject_type');
    const name = typeof format === 'string' ? format.toLowerCase().replaceAll('-', '_') : '';
    return Object.hasOwn(MEMBERS_OF, name) ? MEMBERS_OF[name] : TELLING;
}
function own(object, name) {
    return Object.hasOwn(object, name) ? object[name] : undefined;
}
/** Members sorted by name, so that the order they came in makes no other subject. */
function canonical(value) {
    if (Array.isArray(value)) {
        return `[${value.map(canonical).join(',')}]`;
    }
    if (isJsonObject(value)) {
        const members = Object.keys(value).toSorted();
        return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
    }
    return JSON.stringify(value);
}
//# sourceMappingURL=subject-text.js.map