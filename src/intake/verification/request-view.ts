import { mediaType, MULTIPART } from '../parsing/body.js';
import { type Fields, valuesOf } from '../parsing/fields.js';
import { parseForm } from '../parsing/form.js';
import { inflate } from '../parsing/inflate.js';
import { type JsonValue, type Parsed, parseJson } from '../parsing/json.js';
import { type FormParts, parseMultipart } from '../parsing/multipart.js';
import { parseQuery } from '../parsing/query.js';
import { firstHeader, headerLines, type RawRequest } from './raw-request.js';

const UNREADABLE = { ok: false, fault: 'not_json' } as const;

/** A request with what was already read out of it: nothing is parsed twice, nothing before it is asked for. */
export class RequestView {
  /** Claims of the token that proved the sender, once one has. */
  claims: Readonly<Record<string, unknown>> | undefined;
  /** The token itself, in its compact form. */
  token: string | undefined;
  /** The token is the message: its claims are the body of the event, whatever stands around it is not signed. */
  tokenIsMessage = false;

  #query: Fields | undefined;
  #form: Parsed<Fields> | undefined;
  #multipart: Parsed<FormParts> | null | undefined;
  #cookies: Fields | undefined;
  #wireJson: Parsed<JsonValue> | undefined;
  #content: Buffer | null | undefined;
  #json: Parsed<JsonValue> | undefined;

  constructor(
    readonly request: RawRequest,
    /** When it came, where that is known. */
    readonly at?: Date,
  ) {}

  query(name: string): string[] {
    this.#query ??= parseQuery(this.request.url);
    return valuesOf(this.#query, name);
  }

  get form(): Parsed<Fields> {
    this.#form ??= parseForm(this.request.body);
    return this.#form;
  }

  /** Of a form that may hold files, in `content`; null for other bodies. For proven senders only. */
  get multipart(): Parsed<FormParts> | null {
    if (this.#multipart === undefined) {
      const type = firstHeader(this.request.rawHeaders, 'content-type');
      const { content } = this;
      this.#multipart =
        content === null || mediaType(type) !== MULTIPART ? null : parseMultipart(content, type);
    }
    return this.#multipart;
  }

  cookie(name: string): string[] {
    this.#cookies ??= parseCookies(headerLines(this.request.rawHeaders, 'cookie'));
    return valuesOf(this.#cookies, name);
  }

  /** JSON of the bytes on the wire: all that may be read before the sender is proven. */
  get wireJson(): Parsed<JsonValue> {
    this.#wireJson ??= parseJson(this.request.body);
    return this.#wireJson;
  }

  /** The body without its content coding, or null when it cannot be unpacked. For proven senders only. */
  get content(): Buffer | null {
    if (this.#content === undefined) {
      const codings = headerLines(this.request.rawHeaders, 'content-encoding');
      const { body } = this.request;
      this.#content = codings.length === 0 ? body : inflate(body, codings.join(','));
    }
    return this.#content;
  }

  /** JSON of `content`. For proven senders only. */
  get json(): Parsed<JsonValue> {
    if (this.#json === undefined) {
      const { content } = this;
      this.#json =
        content === null ? UNREADABLE : content === this.request.body ? this.wireJson : parseJson(content);
    }
    return this.#json;
  }
}

/** RFC 6265 section 4.2.1; a value in double quotes loses them. */
function parseCookies(lines: readonly string[]): Fields {
  return lines
    .flatMap((line) => line.split(';'))
    .map((pair): [string, string] => {
      const equals = pair.indexOf('=');
      return equals === -1
        ? ['', '']
        : [pair.slice(0, equals).trim(), unquoted(pair.slice(equals + 1).trim())];
    })
    .filter(([name]) => name !== '');
}

function unquoted(value: string): string {
  return value.length >= 2 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
}
