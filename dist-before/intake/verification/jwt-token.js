import { isJsonObject, parseJson } from '../parsing/json.js';
import { decodeBase64Url } from './strict-encoding.js';
/** Largest token looked at. */
export const MAX_TOKEN_CHARACTERS = 64 * 1024;
/**
 * Takes a compact token apart: three canonical base64url segments, header and claims JSON objects. `crit` is refused:
 * we know no extension. Key material a token brings along (`jwk`, `jku`, `x5u`, `x5c`) is not looked at.
 */
export function parseCompactToken(compact) {
    const segments = compact.length > MAX_TOKEN_CHARACTERS ? [] : compact.split('.');
    if (segments.length !== 3) {
        return MALFORMED;
    }
    const header = decodeObject(segments[0]);
    const claims = decodeObject(segments[1]);
    if (header === null || claims === null || decodeBase64Url(segments[2]) === null) {
        return MALFORMED;
    }
    const { alg, kid } = header;
    if (Object.hasOwn(header, 'crit') || typeof alg !== 'string') {
        return MALFORMED;
    }
    if (kid !== undefined && typeof kid !== 'string') {
        return MALFORMED;
    }
    return { compact, header, alg, kid, claims };
}
const MALFORMED = { refused: 'malformed_token' };
function decodeObject(segment) {
    const bytes = decodeBase64Url(segment);
    const parsed = bytes === null || bytes.length === 0 ? null : parseJson(bytes);
    return parsed?.ok === true && isJsonObject(parsed.value) ? parsed.value : null;
}
//# sourceMappingURL=jwt-token.js.map