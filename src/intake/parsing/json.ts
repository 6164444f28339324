import { isUtf8 } from 'node:buffer';

export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
  [member: string]: JsonValue;
}

/** What parsing gave: the value, or one word about why there is none. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; fault: ParseFault };
export type ParseFault = 'not_utf8' | 'too_deep' | 'too_many_fields' | 'not_json';

/** Arrays and objects inside each other beyond this are refused: recursive code behind us must not overflow. */
export const MAX_JSON_DEPTH = 100;

/**
 * Parses one JSON text (RFC 8259) from its bytes: strict UTF-8, a leading byte order mark is skipped, nesting up to
 * `MAX_JSON_DEPTH`. Of repeated member names the last wins; members named `__proto__` are dropped.
 */
export function parseJson(bytes: Buffer): Parsed<JsonValue> {
  if (!isUtf8(bytes)) {
    return { ok: false, fault: 'not_utf8' };
  }
  if (isDeeperThan(bytes, MAX_JSON_DEPTH)) {
    return { ok: false, fault: 'too_deep' };
  }
  return parseText(bytes.toString('utf8', hasByteOrderMark(bytes) ? 3 : 0));
}

/** Parses JSON that sits in a string, such as the `Message` of an SNS notification, under the rules of `parseJson`. */
export function parseJsonText(text: string): Parsed<JsonValue> {
  return parseJson(Buffer.from(text, 'utf8'));
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseText(text: string): Parsed<JsonValue> {
  try {
    const value = mayNameProto(text)
      ? (JSON.parse(text, dropProto) as JsonValue)
      : (JSON.parse(text) as JsonValue);
    return { ok: true, value };
  } catch {
    return { ok: false, fault: 'not_json' };
  }
}

function hasByteOrderMark(bytes: Buffer): boolean {
  return bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** The name may be written with escapes, so any escaped underscore or letter makes us look closer. */
function mayNameProto(text: string): boolean {
  return text.includes('__proto__') || text.includes('\\u00');
}

function dropProto(this: unknown, _name: string, value: JsonValue): JsonValue {
  if (isJsonObject(value) && Object.hasOwn(value, '__proto__')) {
    Reflect.deleteProperty(value, '__proto__');
  }
  return value;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Counts brackets outside strings, so that a hostile document is refused before anything recurses into it. */
export function isDeeperThan(bytes: Buffer, limit: number): boolean {
  if (bytes.length <= limit) {
    return false;
  }
  let depth = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (inString) {
      if (byte === BACKSLASH) {
        at += 1;
      } else if (byte === QUOTE) {
        inString = false;
      }
    } else if (byte === QUOTE) {
      inString = true;
    } else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > limit) {
        return true;
      }
    } else if (byte === 0x7d || byte === 0x5d) {
      depth -= 1;
    }
  }
  return false;
}
