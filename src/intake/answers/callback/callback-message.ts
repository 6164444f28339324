import { loadPresets } from '../../verification/presets.js';
import { signRequest } from '../../signing/sign-request.js';
import type { ExecutionOutcome } from '../outcome.js';

/** What is posted, before it is signed. */
export interface CallbackContent {
  readonly contentType: string;
  readonly body: string;
}

/** The outcome as we tell it, the same at every try. */
export function outcomeContent(outcome: ExecutionOutcome): CallbackContent {
  const { id, workflow, revision, environment, status, outputs, eventId, finishedAt } = outcome;
  const data = { execution: id, workflow, revision, environment, status, outputs, event: eventId };
  const body = JSON.stringify({ type: `execution.${status}`, timestamp: finishedAt.toISOString(), data });
  return { contentType: 'application/json', body };
}

const STANDARD = loadPresets().get('standard-webhooks')!;

/**
 * The headers of a callback, signed as Standard Webhooks asks: the id is the execution's and stays over all tries, time
 * and signature are of this one. Null for a secret that is not `whsec_` and base64 of at least 16 bytes.
 */
export function signedHeaders(
  { contentType, body }: CallbackContent,
  { id, secret, now }: { readonly id: string; readonly secret: string; readonly now: Date },
): Record<string, string> | null {
  const headers = [
    ['content-type', contentType],
    ['webhook-id', id],
  ] as const;
  const signed = signRequest(
    STANDARD,
    { secrets: [secret], config: {} },
    { method: 'POST', url: '/', headers, body: Buffer.from(body) },
    { now, id: () => id },
  );
  return signed.kind === 'signed' ? Object.fromEntries(signed.request.headers) : null;
}
