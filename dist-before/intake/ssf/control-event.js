import { isJsonObject } from '../parsing/json.js';
const LONGEST = 1000;
/** Reads a control event that `asSecurityEvent` has made. */
export function readControlEvent(event) {
    const payload = payloadOf(event.body);
    const name = event.type?.slice(event.type.indexOf('.') + 1);
    if (name === 'verification') {
        return { kind: 'verification', state: textOf(payload['state']) };
    }
    const status = textOf(payload['status']);
    // A subject inside the event is somebody on the stream: its status is not that of the stream.
    if (name === 'stream-updated' && status !== null && payload['subject'] === undefined) {
        return { kind: 'stream-updated', status, reason: textOf(payload['reason']) };
    }
    return { kind: 'other' };
}
function payloadOf(body) {
    const content = isJsonObject(body) ? body['event'] : undefined;
    const payload = isJsonObject(content) ? content['payload'] : undefined;
    return isJsonObject(payload) ? payload : {};
}
function textOf(value) {
    return typeof value === 'string' ? value.slice(0, LONGEST) : null;
}
//# sourceMappingURL=control-event.js.map