/** The client of a directory that fetches its tokens, as it is set up. Pure. */
import { InvalidParameters } from '../errors/errors.js';
import { readTokenClient, TOKEN_METHODS } from '../outbound/oauth/token-need.js';
/** How a client may show its secret. */
export const CLIENT_METHODS = TOKEN_METHODS;
/** What is wrong with a client, by the first member with a fault (`auth.tokenUrl`); null: nothing. Its secret may be missing. */
export function faultOfClient(auth) {
    try {
        readTokenClient({ ...auth, clientSecret: auth['clientSecret'] ?? 'the one there is' });
        return null;
    }
    catch (error) {
        if (!(error instanceof InvalidParameters)) {
            throw error;
        }
        const path = String(error.details['member']);
        return { path, message: error.message.slice(`${path}: `.length) };
    }
}
//# sourceMappingURL=client-settings.js.map