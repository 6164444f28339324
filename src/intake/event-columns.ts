import { hash } from 'node:crypto';
import { DEFAULT_ENVIRONMENT } from '../config/places.js';
import { isCredentialName } from '../secrets/credential-name.js';
import { type FieldRecord, toRecord } from './parsing/fields.js';
import { headerRecord } from './parsing/header-record.js';
import { parseQuery } from './parsing/query.js';
import { boundedText, subjectTextOf } from './ssf/subject-text.js';
import type { RawRequest } from './verification/raw-request.js';

/** What stands where a credential stood. */
const REDACTED = '[redacted]';

const NO_NAMES: ReadonlySet<string> = new Set();

/** Headers of a request by name, credentials taken out: what is called like one, and what the hook knows for one (in lower case). */
export function headersOf(request: RawRequest, credentials = NO_NAMES): FieldRecord {
  return withoutCredentials(headerRecord(request.rawHeaders), credentials);
}

const NO_PARAMETERS: FieldRecord = Object.freeze({});

/** Query parameters of a request by name, credentials taken out in the same way. */
export function parametersOf(request: RawRequest, credentials = NO_NAMES): FieldRecord {
  return request.url.includes('?')
    ? withoutCredentials(toRecord(parseQuery(request.url)), credentials)
    : NO_PARAMETERS;
}

function withoutCredentials(record: FieldRecord, credentials: ReadonlySet<string>): FieldRecord {
  for (const name of Object.keys(record)) {
    if (isCredentialName(name) || (credentials.size > 0 && credentials.has(name.toLowerCase()))) {
      record[name] = REDACTED;
    }
  }
  return record;
}

/**
 * Key under which an event is known: of the sender's id for it, or of ours when it has none. The same id sent to another
 * environment is another event.
 */
export function dedupeKey(
  externalId: string | null,
  ownId: string,
  environment = DEFAULT_ENVIRONMENT,
): Buffer {
  const id = externalId === null ? `own:${ownId}` : `id:${externalId}`;
  return hash('sha256', environment === DEFAULT_ENVIRONMENT ? id : `${environment}/${id}`, 'buffer');
}

/** Null, a text as it is, or the one text of a structured subject. */
export function subjectText(subject: string | Readonly<Record<string, unknown>> | null): string | null {
  if (subject === null) {
    return null;
  }
  return typeof subject === 'string' ? boundedText(subject) : subjectTextOf(subject);
}
