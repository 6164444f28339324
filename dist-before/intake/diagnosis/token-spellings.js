/** Words that may be shown: a scheme that is none could be the token. */
const SCHEMES = /^(?:Bearer|Basic|Token|Digest|ApiKey|Api-Key|Key|Secret|Hmac|Negotiate|OAuth|JWT)(?= |$)/i;
/** A known scheme word and what follows it. */
export function partsOf(value) {
    const scheme = SCHEMES.exec(value)?.[0];
    return { scheme, rest: scheme === undefined ? value.trim() : value.slice(scheme.length).trim() };
}
/** The usual ways to write a token in the wrong form, at most a dozen. Both texts are binary: one character is one byte. */
export function spellings(value, scheme) {
    const { rest } = partsOf(value);
    return [
        ...(scheme === undefined ? withoutScheme(value) : withScheme(value, scheme)),
        ['in quotes', rest.replace(/^(["'])(.*)\1$/, '$2')],
        ['encoded in base64', decoded(rest)],
    ];
}
/** The value is the token as it stands, which may hold a scheme of its own. */
function withoutScheme(value) {
    const { scheme, rest } = partsOf(value);
    if (scheme === undefined) {
        return [
            ['', value],
            ['with white space around it', rest],
            ...['Bearer', 'bearer', 'Basic', 'Token'].map((word) => [
                `without the word \`${word}\` that it begins with`,
                `${word} ${rest}`,
            ]),
        ];
    }
    const lower = scheme.toLowerCase();
    const cases = [lower, lower.toUpperCase(), `${lower.charAt(0).toUpperCase()}${lower.slice(1)}`];
    return [
        ['', value],
        [`behind the scheme \`${scheme}\`, and it is configured without one`, rest],
        ...cases.map((word) => ['with its scheme in other letters than configured', `${word} ${rest}`]),
    ];
}
function withScheme(value, expected) {
    const { scheme, rest } = partsOf(value);
    const isBasic = expected.toLowerCase() === 'basic';
    if (scheme === undefined) {
        return [
            ['without its scheme', rest],
            ...(isBasic ? [['without its scheme', decoded(rest)]] : []),
        ];
    }
    if (scheme.toLowerCase() !== expected.toLowerCase()) {
        return [[`behind the scheme \`${scheme}\`, and another is expected`, rest]];
    }
    return [
        ['', isBasic ? decoded(rest) : rest],
        [isBasic ? 'as plain text, and base64 is expected' : 'with white space around it', rest],
        ['right, but it is configured with its scheme, which stands apart', `${scheme} ${rest}`],
    ];
}
function decoded(text) {
    return Buffer.from(text, 'base64').toString('latin1');
}
//# sourceMappingURL=token-spellings.js.map