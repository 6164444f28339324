import { isUtf8 } from 'node:buffer';
import { parseJson } from '../parsing/json.js';
/** Larger bodies are not tried: each variant costs a copy and a hash. */
export const LARGEST_REWRITTEN_BYTES = 64 * 1024;
/** Deep JSON grows with its indentation: what would be longer is not written. */
const MOST_WRITTEN_CHARACTERS = 4 * LARGEST_REWRITTEN_BYTES;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/**
 * What senders, proxies and frameworks make of a body on its way, at most 14 forms, made one by one as they are asked
 * for. Nothing for bodies over `LARGEST_REWRITTEN_BYTES`. The body is parsed although nobody vouches for it: what comes
 * of it is hashed and forgotten.
 */
export function* bodyVariants(body) {
    if (body.length > LARGEST_REWRITTEN_BYTES) {
        return;
    }
    for (const variant of allVariants(body)) {
        if (!variant.bytes.equals(body)) {
            yield variant;
        }
    }
}
function* allVariants(body) {
    yield { what: 'were empty', bytes: Buffer.alloc(0) };
    yield* jsonVariants(body);
    const text = body.toString('latin1'); // one character is one byte
    const bytes = (changed) => Buffer.from(changed, 'latin1');
    yield text.endsWith('\n')
        ? { what: 'had no line break at its end', bytes: bytes(text.replace(/\r?\n$/, '')) }
        : { what: 'had a line break at its end', bytes: bytes(`${text}\n`) };
    yield { what: 'had LF line ends instead of CRLF', bytes: bytes(text.replaceAll('\r\n', '\n')) };
    yield { what: 'had CRLF line ends instead of LF', bytes: bytes(text.replaceAll(/\r?\n/g, '\r\n')) };
    yield body.subarray(0, 3).equals(BYTE_ORDER_MARK)
        ? { what: 'had no byte order mark', bytes: body.subarray(3) }
        : { what: 'had a byte order mark', bytes: Buffer.concat([BYTE_ORDER_MARK, body]) };
    yield* textVariants(body, text);
}
function* textVariants(body, latin1) {
    yield { what: 'had been read as latin-1 and written as UTF-8', bytes: Buffer.from(latin1, 'utf8') };
    if (isUtf8(body)) {
        const text = body.toString('utf8');
        yield { what: 'had been written as latin-1', bytes: Buffer.from(text, 'latin1') };
        yield { what: 'had no white space around it', bytes: Buffer.from(text.trim(), 'utf8') };
    }
}
function* jsonVariants(body) {
    const parsed = parseJson(body);
    if (!parsed.ok) {
        return;
    }
    const { value } = parsed;
    const compact = JSON.stringify(value);
    const indented = JSON.stringify(value, null, 1);
    yield { what: 'were written as compact JSON', bytes: Buffer.from(compact, 'utf8') };
    if (compact.length + 4 * (indented.length - compact.length) > MOST_WRITTEN_CHARACTERS) {
        return;
    }
    const spaced = indented.replaceAll(/,\n */g, ', ').replaceAll(/\n */g, '');
    const written = [
        ['were written as JSON indented by 2', JSON.stringify(value, null, 2)],
        ['were written as JSON indented by 4', JSON.stringify(value, null, 4)],
        ['were written as JSON with spaces after commas and colons', spaced],
        ['were written as JSON with spaces and all but ASCII escaped', asciiOnly(spaced)],
    ];
    for (const [what, text] of written) {
        yield { what, bytes: Buffer.from(text, 'utf8') };
    }
}
function asciiOnly(text) {
    return text.replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
/** The hint for the first variant that fits, or null. */
export function bodyHint(body, fits) {
    for (const { what, bytes } of bodyVariants(body)) {
        if (fits(bytes)) {
            return rewritten(what);
        }
    }
    return null;
}
export function rewritten(what) {
    return `It would fit if the body ${what}: sign the very bytes that are sent, and let nothing rewrite them on the way.`;
}
//# sourceMappingURL=body-variants.js.map