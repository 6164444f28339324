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

/** Headers of a request by name, credentials taken out. */
export function headersOf(request: RawRequest): FieldRecord {
  return withoutCredentials(headerRecord(request.rawHeaders));
}

const NO_PARAMETERS: FieldRecord = Object.freeze({});

/** Query parameters of a request by name, credentials taken out. */
export function parametersOf(request: RawRequest): FieldRecord {
  return request.url.includes('?') ? withoutCredentials(toRecord(parseQuery(request.url))) : NO_PARAMETERS;
}

function withoutCredentials(record: FieldRecord): FieldRecord {
  for (const name of Object.keys(record)) {
    if (isCredentialName(name)) {
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
