import { createHmac } from 'node:crypto';
import { usageFailure } from './exit-code.js';
/**
 * The headers that prove a body, by Standard Webhooks v1 (standardwebhooks.com, "Signature scheme").
 *
 * @param secret `whsec_` and base64, or the base64 alone
 * @throws CommandFailed when the secret is not one
 */
export function signedHeaders(secret, id, at, body) {
    const timestamp = String(Math.floor(at.getTime() / 1000));
    const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
    return {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature}`,
    };
}
function keyOf(secret) {
    const text = secret.replace(/^whsec_/, '');
    const key = Buffer.from(text, 'base64');
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || key.length < 16) {
        throw usageFailure('the secret is not one of Standard Webhooks: whsec_ and at least 16 bytes in base64');
    }
    return key;
}
//# sourceMappingURL=standard-webhook.js.map