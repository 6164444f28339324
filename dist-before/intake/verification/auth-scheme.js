/** What stands behind `Scheme ` (RFC 9110 section 11.1): the scheme in any case, then spaces and nothing else; else null. */
export function behindScheme(value, scheme) {
    const space = value.indexOf(' ');
    const isScheme = space !== -1 && value.slice(0, space).toLowerCase() === scheme.toLowerCase();
    return isScheme ? value.slice(space).replace(/^ +/, '') : null;
}
//# sourceMappingURL=auth-scheme.js.map