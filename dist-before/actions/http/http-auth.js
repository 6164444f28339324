/** `auth` of `http.request`: a client whose access token goes along. */
import { InvalidParameters } from '../../errors/errors.js';
import { readTokenClient, TOKEN_METHODS } from '../../outbound/oauth/token-need.js';
import { findObject } from '../input.js';
import { closed, text } from '../schema.js';
export const AUTH_INPUT = closed('Sends an access token that is fetched with client credentials (OAuth 2.0), kept in memory and recorded nowhere.', {
    type: { type: 'string', enum: ['oauth2'], description: 'How the call is authorised.' },
    tokenUrl: text('Token endpoint: absolute http or https URL, without user and password.'),
    clientId: text('Id of the client.'),
    clientSecret: text("Secret of the client: {{ secret('NAME') }}."),
    scope: { type: 'string', description: 'Scopes that are asked for, with blanks between them.' },
    audience: { type: 'string', description: 'Whom the token is for, where the endpoint wants to be told.' },
    method: {
        type: 'string',
        enum: TOKEN_METHODS,
        default: TOKEN_METHODS[0],
        description: 'How the client shows its secret: in the header Authorization, or in the body.',
    },
    params: {
        type: 'object',
        description: 'Further fields of the request for a token, by name.',
        additionalProperties: { anyOf: [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }] },
    },
}, ['type', 'tokenUrl', 'clientId', 'clientSecret']);
/** Undefined when there is none. Throws InvalidParameters, also where the task sets `Authorization` itself (`headers` by lower-case name). */
export function readAuth(input, headers) {
    const given = findObject(input, 'auth');
    if (given === undefined) {
        return undefined;
    }
    if (Object.hasOwn(headers, 'authorization')) {
        throw new InvalidParameters('auth: headers set authorization, too', { member: 'auth' });
    }
    return readTokenClient(given);
}
//# sourceMappingURL=http-auth.js.map