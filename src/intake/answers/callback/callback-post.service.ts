import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../../config/clock.js';
import { AppError } from '../../../errors/app-error.js';
import type { ClaimedCallback } from '../../../ledger/callback.repository.js';
import { firstOf, GuardedClient } from '../../../outbound/guarded-client.js';
import { readRetryAfter } from '../../../outbound/retry-after.js';
import { SecretStore } from '../../../secrets/secret-store.service.js';
import type { WebhookTrigger } from '../../../workflow/document.js';
import { RevisionCache } from '../../../workflow/revision-cache.service.js';
import { defaultAnswer } from '../default-answer.js';
import type { ExecutionOutcome } from '../outcome.js';
import { Responses } from '../responses.service.js';
import { type CallbackContent, outcomeContent, signedHeaders } from './callback-message.js';
import { callbackContext } from './callback-rule.js';
import type { Tried } from './callback-schedule.js';
import { CallbackSecrets } from './callback-secrets.service.js';

/** Standard Webhooks suggests 15 to 30 s. */
const TIMEOUT_MS = 15_000;
/** Nobody reads what a receiver answers. */
const MOST_ANSWER_BYTES = 64 * 1024;

/** What a callback is made with, as one thing to inject. */
@Injectable()
export class CallbackMaterials {
  constructor(
    readonly revisions: RevisionCache,
    readonly responses: Responses,
    readonly signing: CallbackSecrets,
    readonly secrets: SecretStore,
  ) {}
}

/** One try of a callback: made, signed, and posted through the guarded client. */
@Injectable()
export class CallbackPost {
  constructor(
    private readonly materials: CallbackMaterials,
    private readonly http: GuardedClient,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Never rejects: whatever goes wrong is what came of the try. */
  async send(callback: ClaimedCallback, outcome: ExecutionOutcome): Promise<Tried> {
    try {
      return await this.attempt(callback, outcome);
    } catch (error) {
      return unanswered(error);
    }
  }

  private async attempt({ eventId, sealedUrl }: ClaimedCallback, outcome: ExecutionOutcome): Promise<Tried> {
    const { revisions, signing, secrets } = this.materials;
    const { document } = await revisions.require(outcome);
    const trigger = document.triggers.find(({ id }) => id === outcome.trigger) as WebhookTrigger;
    const secret = await signing.of(outcome, document.namespace, trigger);
    const content = await this.content(outcome, trigger);
    const now = this.clock.now();
    const headers = secret === null ? null : signedHeaders(content, { id: outcome.id, secret, now });
    if (headers === null) {
      return { kind: 'unanswered', error: 'secret_unusable', isFinal: false };
    }
    const response = await this.http.request({
      method: 'POST',
      url: secrets.openFor(callbackContext(eventId), sealedUrl),
      headers,
      body: content.body,
      timeoutMs: TIMEOUT_MS,
      maxBytes: MOST_ANSWER_BYTES,
    });
    const retryAfterSeconds = readRetryAfter(firstOf(response, 'retry-after'), this.clock.now());
    return { kind: 'answered', status: response.status, retryAfterSeconds };
  }

  /** What a caller who waits would have been answered, where the trigger wants that told; else the outcome. */
  private async content(outcome: ExecutionOutcome, trigger: WebhookTrigger): Promise<CallbackContent> {
    if (trigger.callback?.body !== 'response') {
      return outcomeContent(outcome);
    }
    const { headers, body } =
      (await this.materials.responses.ofEnd(outcome)) ?? defaultAnswer(outcome, trigger);
    return { contentType: headers['content-type'] ?? 'text/plain; charset=utf-8', body };
  }
}

/** Whatever cannot change by itself is final: an address that is not called, a response that cannot be rendered. */
function unanswered(error: unknown): Tried {
  if (!(error instanceof AppError)) {
    return { kind: 'unanswered', error: 'unexpected', isFinal: false };
  }
  const { status } = error.details;
  return typeof status === 'number'
    ? { kind: 'answered', status, retryAfterSeconds: null } // with more to say than anybody reads
    : { kind: 'unanswered', error: error.code, isFinal: !error.retryable };
}
