/**
 * What may be said about something a sender wrote. Tokens, signatures and bodies are told by length and alphabet alone;
 * names, addresses and claims may be shown, cut short and in plain ASCII.
 */
/** For what is no secret. Quotes and backslashes are taken out too, so that JSON does not grow. */
export function shown(text, most = 60) {
    const plain = text.slice(0, most).replace(/[^ -~]|["\\`]/g, '?');
    return text.length > most ? `${plain}...` : plain;
}
export function shapeOf(text) {
    return text === '' ? 'an empty text' : `${counted(text.length, 'character')} of ${alphabetOf(text)}`;
}
const ALPHABETS = [
    [/^[0-9]+$/, 'digits'],
    [/^[0-9a-f]+$/, 'lower-case hex'],
    [/^[0-9A-F]+$/, 'upper-case hex'],
    [/^[0-9a-fA-F]+$/, 'mixed-case hex'],
    [/^[A-Za-z0-9]+$/, 'letters and digits'],
    [/^[A-Za-z0-9+/]+={0,2}$/, 'base64'],
    [/^[A-Za-z0-9_-]+={0,2}$/, 'base64url'],
    [/^[!-~]+$/, 'letters, digits and signs'],
    [/^[ -~]+$/, 'plain text with spaces'],
];
export function alphabetOf(text) {
    return ALPHABETS.find(([pattern]) => pattern.test(text))?.[1] ?? 'text that is not plain ASCII';
}
export function counted(number, thing) {
    return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
/** A few of a list that may be shown. */
export function someOf(texts, most = 3) {
    const some = texts.slice(0, most).map((text) => shown(text));
    return `${some.join(', ')}${texts.length > most ? ` and ${texts.length - most} more` : ''}`;
}
//# sourceMappingURL=shape.js.map