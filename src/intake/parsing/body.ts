import { isUtf8 } from 'node:buffer';
import { toRecord } from './fields.js';
import { parseForm } from './form.js';
import { type JsonValue, type Parsed, type ParseFault, parseJson } from './json.js';
import { parseJsonLines } from './json-lines.js';
import { type FormFile, type FormParts, parseMultipart } from './multipart.js';

/** Fields by name; of a file what is said of it. */
export type FormRecord = Record<string, string | FormFile | (string | FormFile)[]>;

/** A body as a workflow sees it. No bytes is `null`; text that is none of the structured types stays text. */
export type ParsedBody =
  | { ok: true; kind: 'empty'; value: null }
  | { ok: true; kind: 'json'; value: JsonValue }
  | { ok: true; kind: 'json_lines'; value: JsonValue[] }
  | { ok: true; kind: 'form'; value: FormRecord }
  | { ok: true; kind: 'text'; value: string }
  | { ok: false; fault: ParseFault };

/** How forms are written; the second takes files. */
const URL_ENCODED = 'application/x-www-form-urlencoded';
export const MULTIPART = 'multipart/form-data';

export function isFormType(contentType: string | undefined): boolean {
  return [URL_ENCODED, MULTIPART].includes(mediaType(contentType));
}

/** The media type of a `Content-Type` value without its parameters, lower case; empty when there is none. */
export function mediaType(contentType: string | undefined): string {
  return (contentType ?? '').split(';', 1)[0]!.trim().toLowerCase();
}

/**
 * Parses by declared media type. JSON (`application/json`, `text/json`, `+json`) must be JSON or JSON lines; anything
 * else, or nothing declared, is JSON when it parses as such (SNS posts JSON as `text/plain`), else text.
 */
export function parseBody(bytes: Buffer, contentType: string | undefined): ParsedBody {
  if (bytes.length === 0) {
    return { ok: true, kind: 'empty', value: null };
  }
  const type = mediaType(contentType);
  if (type === URL_ENCODED) {
    return formBody(parseForm(bytes));
  }
  if (type === MULTIPART) {
    return formBody(parseMultipart(bytes, contentType));
  }
  const json = parseJson(bytes);
  if (json.ok) {
    return { ok: true, kind: 'json', value: json.value };
  }
  if (isJsonType(type)) {
    const lines = json.fault === 'not_json' ? parseJsonLines(bytes) : json;
    return lines.ok ? { ok: true, kind: 'json_lines', value: lines.value } : json;
  }
  return isUtf8(bytes)
    ? { ok: true, kind: 'text', value: bytes.toString('utf8') }
    : { ok: false, fault: 'not_utf8' };
}

function formBody(form: Parsed<FormParts>): ParsedBody {
  return form.ok ? { ok: true, kind: 'form', value: toRecord(form.value) } : form;
}

function isJsonType(type: string): boolean {
  return (
    type === 'application/json' ||
    type === 'text/json' ||
    type === 'application/x-ndjson' ||
    type === 'application/jsonl' ||
    type.endsWith('+json')
  );
}
