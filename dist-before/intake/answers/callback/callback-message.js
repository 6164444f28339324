import { loadPresets } from '../../verification/presets.js';
import { signRequest } from '../../signing/sign-request.js';
/** The outcome as we tell it, the same at every try. */
export function outcomeContent(outcome) {
    const { id, workflow, revision, environment, status, outputs, eventId, finishedAt } = outcome;
    const data = { execution: id, workflow, revision, environment, status, outputs, event: eventId };
    const body = JSON.stringify({ type: `execution.${status}`, timestamp: finishedAt.toISOString(), data });
    return { contentType: 'application/json', body };
}
const STANDARD = loadPresets().get('standard-webhooks');
/**
 * The headers of a callback, signed as Standard Webhooks asks: the id is the execution's and stays over all tries, time
 * and signature are of this one. Null for a secret that is not `whsec_` and base64 of at least 16 bytes.
 */
export function signedHeaders({ contentType, body }, { id, secret, now }) {
    const headers = [
        ['content-type', contentType],
        ['webhook-id', id],
    ];
    const signed = signRequest(STANDARD, { secrets: [secret], config: {} }, { method: 'POST', url: '/', headers, body: Buffer.from(body) }, { now, id: () => id });
    return signed.kind === 'signed' ? Object.fromEntries(signed.request.headers) : null;
}
//# sourceMappingURL=callback-message.js.map