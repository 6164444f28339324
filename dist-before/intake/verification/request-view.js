import { mediaType, MULTIPART } from '../parsing/body.js';
import { valuesOf } from '../parsing/fields.js';
import { parseForm } from '../parsing/form.js';
import { inflate } from '../parsing/inflate.js';
import { parseJson } from '../parsing/json.js';
import { parseMultipart } from '../parsing/multipart.js';
import { parseQuery } from '../parsing/query.js';
import { firstHeader, headerLines } from './raw-request.js';
const UNREADABLE = { ok: false, fault: 'not_json' };
/** A request with what was already read out of it: nothing is parsed twice, nothing before it is asked for. */
export class RequestView {
    request;
    at;
    /** Claims of the token that proved the sender, once one has. */
    claims;
    /** The token itself, in its compact form. */
    token;
    /** The token is the message: its claims are the body of the event, whatever stands around it is not signed. */
    tokenIsMessage = false;
    #query;
    #form;
    #multipart;
    #cookies;
    #wireJson;
    #content;
    #json;
    constructor(request, 
    /** When it came, where that is known. */
    at) {
        this.request = request;
        this.at = at;
    }
    query(name) {
        this.#query ??= parseQuery(this.request.url);
        return valuesOf(this.#query, name);
    }
    get form() {
        this.#form ??= parseForm(this.request.body);
        return this.#form;
    }
    /** Of a form that may hold files, in `content`; null for other bodies. For proven senders only. */
    get multipart() {
        if (this.#multipart === undefined) {
            const type = firstHeader(this.request.rawHeaders, 'content-type');
            const { content } = this;
            this.#multipart =
                content === null || mediaType(type) !== MULTIPART ? null : parseMultipart(content, type);
        }
        return this.#multipart;
    }
    cookie(name) {
        this.#cookies ??= parseCookies(headerLines(this.request.rawHeaders, 'cookie'));
        return valuesOf(this.#cookies, name);
    }
    /** JSON of the bytes on the wire: all that may be read before the sender is proven. */
    get wireJson() {
        this.#wireJson ??= parseJson(this.request.body);
        return this.#wireJson;
    }
    /** The body without its content coding, or null when it cannot be unpacked. For proven senders only. */
    get content() {
        if (this.#content === undefined) {
            const codings = headerLines(this.request.rawHeaders, 'content-encoding');
            const { body } = this.request;
            this.#content = codings.length === 0 ? body : inflate(body, codings.join(','));
        }
        return this.#content;
    }
    /** JSON of `content`. For proven senders only. */
    get json() {
        if (this.#json === undefined) {
            const { content } = this;
            this.#json =
                content === null ? UNREADABLE : content === this.request.body ? this.wireJson : parseJson(content);
        }
        return this.#json;
    }
}
/** RFC 6265 section 4.2.1; a value in double quotes loses them. */
function parseCookies(lines) {
    return lines
        .flatMap((line) => line.split(';'))
        .map((pair) => {
        const equals = pair.indexOf('=');
        return equals === -1
            ? ['', '']
            : [pair.slice(0, equals).trim(), unquoted(pair.slice(equals + 1).trim())];
    })
        .filter(([name]) => name !== '');
}
function unquoted(value) {
    return value.length >= 2 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
}
//# sourceMappingURL=request-view.js.map