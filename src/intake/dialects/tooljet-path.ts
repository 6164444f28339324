/** Paths of ToolJet's webhooks, https://docs.tooljet.ai/docs/workflows/webhooks. */
import { decodeSegment } from './entrance.js';

/** `workflow` is its id, its name, or `NAMESPACE:NAME`. */
export interface StartRequest {
  readonly kind: 'trigger' | 'trigger-async';
  readonly workflow: string;
}

export interface ExecutionRequest {
  readonly kind: 'stream' | 'status';
  readonly workflow: string;
  readonly execution: string;
}

const PATH =
  /^\/api\/v2\/webhooks\/workflows\/([^/]+)\/(?:(trigger|trigger-async)|execution\/([^/]+)\/stream|status\/([^/]+))$/;

/** An execution's id; whatever else stands there leads to nothing. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** Null for a path that is none of them. */
export function toolJetRequest(path: string): StartRequest | ExecutionRequest | null {
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
