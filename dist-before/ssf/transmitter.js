import { InvalidParameters, TargetRefused } from '../errors/errors.js';
import { wellKnownUrl } from '../intake/well-known.js';
/** Where it may say so: the standard, RISC before it (Google), and the framework's earlier name. */
const DOCUMENTS = ['ssf-configuration', 'risc-configuration', 'sse-configuration'];
/**
 * Addresses to look at for the metadata of a transmitter, in order. `url` is its issuer, or the document itself.
 * Throws InvalidParameters unless it is an https address.
 */
export function metadataUrls(url) {
    if (!URL.canParse(url) || new URL(url).protocol !== 'https:') {
        throw new InvalidParameters('transmitter: must be an https address', { member: 'transmitter' });
    }
    return new URL(url).pathname.includes('/.well-known/')
        ? [url]
        : DOCUMENTS.map((document) => wellKnownUrl(url, document));
}
/**
 * Reads a metadata document found at `url`. Throws TargetRefused for one that is not of the issuer that address belongs
 * to (SSF 1.0 section 7.2.4), or that names no keys.
 */
export function readTransmitter(document, url) {
    const members = (typeof document === 'object' && document !== null ? document : {});
    const { issuer, jwks_uri: jwksUri, delivery_methods_supported: methods } = members;
    if (typeof issuer !== 'string' || !belongsTo(url, issuer)) {
        throw new TargetRefused('the metadata is not of the issuer at whose address it was found', { url });
    }
    return {
        issuer,
        jwksUri: requireUrl(jwksUri, 'jwks_uri', url),
        configurationEndpoint: findUrl(members, 'configuration_endpoint', url),
        statusEndpoint: findUrl(members, 'status_endpoint', url),
        verificationEndpoint: findUrl(members, 'verification_endpoint', url),
        deliveryMethods: Array.isArray(methods) ? methods.filter((method) => typeof method === 'string') : [],
    };
}
function belongsTo(url, issuer) {
    return URL.canParse(issuer) && DOCUMENTS.some((document) => wellKnownUrl(issuer, document) === url);
}
function findUrl(members, name, url) {
    const value = members[name];
    return value === undefined || value === null ? null : requireUrl(value, name, url);
}
function requireUrl(value, name, url) {
    if (typeof value !== 'string' || !URL.canParse(value) || new URL(value).protocol !== 'https:') {
        throw new TargetRefused(`the metadata of the transmitter lacks an https address as ${name}`, { url });
    }
    return value;
}
//# sourceMappingURL=transmitter.js.map