/** Documents that hold what belongs to the issuer, and so stand behind its whole path. */
const BEHIND_THE_PATH = new Set(['openid-configuration']);
/**
 * Address of an issuer's well-known document. A path of the issuer comes last (RFC 8615, SSF 1.0 section 7.2), but for
 * `openid-configuration`, which is put behind it (OpenID Connect Discovery section 4). Throws RangeError for what is no address.
 */
export function wellKnownUrl(issuer, document) {
    if (!URL.canParse(issuer)) {
        throw new RangeError('the issuer is no address');
    }
    const { origin, pathname } = new URL(issuer);
    const path = pathname.replace(/\/+$/, '');
    return BEHIND_THE_PATH.has(document)
        ? `${origin}${path}/.well-known/${document}`
        : `${origin}/.well-known/${document}${path}`;
}
//# sourceMappingURL=well-known.js.map