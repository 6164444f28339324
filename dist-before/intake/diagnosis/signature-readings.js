import { decodeBase64 } from '../verification/strict-encoding.js';
import { shapeOf } from './shape.js';
/** Words that stand before signatures; anything else could be part of one, and is never shown. */
const LABEL = /^(?:v\d{1,2}[a-z]?|t|ts|s|sig|sign|signature|hmac|(?:hmac-?)?sha-?\d{1,3})[=:,]/i;
const MOST_PIECES = 8;
/** The entries of a list, whatever separates them. `prefix` is the one the profile expects. */
export function piecesOf(value, prefix = '') {
    return value
        .split(/[\s;]+/)
        .flatMap((chunk) => (isVersioned(chunk, prefix) ? [chunk] : chunk.split(',')))
        .map((chunk) => chunk.replace(/^["']/, ''))
        .filter((chunk) => chunk !== '')
        .slice(0, MOST_PIECES)
        .map((chunk) => {
        const label = chunk.startsWith(prefix) && prefix !== '' ? prefix : (LABEL.exec(chunk)?.[0] ?? '');
        return { label, text: chunk.slice(label.length).replace(/^["']|["']$/g, '') };
    });
}
/** `v1,SIGNATURE`: the comma belongs to the label. */
function isVersioned(chunk, prefix) {
    return /^v\d{1,2}[a-z]?,/i.test(chunk) || (prefix.includes(',') && chunk.startsWith(prefix));
}
export function describePieces(value, prefix) {
    const pieces = piecesOf(value, prefix);
    const some = pieces
        .slice(0, 3)
        .map(({ label, text }) => `${label === '' ? '' : `\`${label}\` and `}${shapeOf(text)}`);
    return some.length === 0 ? shapeOf(value) : some.join('; ');
}
const FEWEST_CHARACTERS = 16;
const MOST_CHARACTERS = 1024;
/** Every sensible way to read the entries as bytes. */
export function readingsOf(pieces) {
    return pieces
        .filter(({ text }) => text.length >= FEWEST_CHARACTERS && text.length <= MOST_CHARACTERS)
        .flatMap((piece) => waysToRead(piece.text).map((way) => ({ ...piece, ...way })));
}
function waysToRead(text) {
    const ways = [];
    if (/^(?:[0-9a-f]{2})+$/i.test(text)) {
        ways.push({
            bytes: Buffer.from(text, 'hex'),
            form: /[A-F]/.test(text) ? 'hex with capitals' : 'lower-case hex',
        });
    }
    if (/^[A-Za-z0-9+/]+={0,2}$/.test(text)) {
        const bytes = Buffer.from(text, 'base64');
        const inner = bytes.toString('latin1');
        ways.push({ bytes, form: decodeBase64(text) === null ? 'base64 without its padding' : 'base64' });
        if (/^(?:[0-9a-f]{2})+$/i.test(inner)) {
            ways.push({ bytes: Buffer.from(inner, 'hex'), form: 'base64 of hex text' });
        }
    }
    else if (/^[A-Za-z0-9_-]+={0,2}$/.test(text)) {
        ways.push({ bytes: Buffer.from(text, 'base64url'), form: 'base64url' });
    }
    return ways;
}
//# sourceMappingURL=signature-readings.js.map