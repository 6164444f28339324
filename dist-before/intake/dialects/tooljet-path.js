/** Paths of ToolJet's webhooks, https://docs.tooljet.ai/docs/workflows/webhooks. */
import { decodeSegment } from './entrance.js';
const PATH = /^\/api\/v2\/webhooks\/workflows\/([^/]+)\/(?:(trigger|trigger-async)|execution\/([^/]+)\/stream|status\/([^/]+))$/;
/** An execution's id; whatever else stands there leads to nothing. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export function isUuid(text) {
    return UUID.test(text);
}
/** Null for a path that is none of them. */
export function toolJetRequest(path) {
    const [, segment = '', start, streamed, polled] = PATH.exec(path) ?? [];
    const workflow = decodeSegment(segment);
    if (!workflow) {
        return null;
    }
    if (start === 'trigger' || start === 'trigger-async') {
        return { kind: start, workflow };
    }
    const execution = streamed ?? polled ?? '';
    return isUuid(execution)
        ? { kind: streamed === undefined ? 'status' : 'stream', workflow, execution }
        : null;
}
//# sourceMappingURL=tooljet-path.js.map