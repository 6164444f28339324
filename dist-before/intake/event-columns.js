import { hash } from 'node:crypto';
import { DEFAULT_ENVIRONMENT } from '../config/places.js';
import { isCredentialAmong } from '../secrets/credential-name.js';
import { toRecord } from './parsing/fields.js';
import { headerRecord } from './parsing/header-record.js';
import { parseQuery } from './parsing/query.js';
import { boundedText, subjectTextOf } from './ssf/subject-text.js';
/** What stands where a credential stood. */
const REDACTED = '[redacted]';
const NO_NAMES = new Set();
/** Headers of a request by name, credentials taken out: what is called like one, and what the hook knows for one (in lower case). */
export function headersOf(request, credentials = NO_NAMES) {
    return withoutCredentials(headerRecord(request.rawHeaders), credentials);
}
const NO_PARAMETERS = Object.freeze({});
/** Query parameters of a request by name, credentials taken out in the same way. */
export function parametersOf(request, credentials = NO_NAMES) {
    return request.url.includes('?')
        ? withoutCredentials(toRecord(parseQuery(request.url)), credentials)
        : NO_PARAMETERS;
}
function withoutCredentials(record, credentials) {
    const names = Object.keys(record);
    for (const name of names) {
        if (isCredentialAmong(name, names) || (credentials.size > 0 && credentials.has(name.toLowerCase()))) {
            record[name] = REDACTED;
        }
    }
    return record;
}
/**
 * Key under which an event is known: of the sender's id for it, or of ours when it has none. The same id sent to another
 * environment is another event.
 */
export function dedupeKey(externalId, ownId, environment = DEFAULT_ENVIRONMENT) {
    return keyOf(externalId === null ? `own:${ownId}` : `id:${externalId}`, environment);
}
const HOUR_MS = 3_600_000;
/**
 * Keys of an event whose only id is the hash of its body: of the hour it came in, and of the hours beside that one, under
 * which the same body may be known when it came shortly before, or to a process whose clock is ahead.
 */
export function hourKeys(bodyHash, at, environment = DEFAULT_ENVIRONMENT) {
    const hour = Math.floor(at.getTime() / HOUR_MS);
    const key = (of) => keyOf(`body:${of}:${bodyHash}`, environment);
    return [key(hour), [key(hour - 1), key(hour + 1)]];
}
function keyOf(id, environment) {
    return hash('sha256', environment === DEFAULT_ENVIRONMENT ? id : `${environment}/${id}`, 'buffer');
}
/** Null, a text as it is, or the one text of a structured subject. */
export function subjectText(subject) {
    if (subject === null) {
        return null;
    }
    return typeof subject === 'string' ? boundedText(subject) : subjectTextOf(subject);
}
//# sourceMappingURL=event-columns.js.map