var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../../../config/clock.js';
import { AppError } from '../../../errors/app-error.js';
import { firstOf, GuardedClient } from '../../../outbound/guarded-client.js';
import { readRetryAfter } from '../../../outbound/retry-after.js';
import { SecretStore } from '../../../secrets/secret-store.service.js';
import { RevisionCache } from '../../../workflow/revision-cache.service.js';
import { defaultAnswer } from '../default-answer.js';
import { Responses } from '../responses.service.js';
import { outcomeContent, signedHeaders } from './callback-message.js';
import { callbackContext } from './callback-rule.js';
import { CallbackSecrets } from './callback-secrets.service.js';
/** Standard Webhooks suggests 15 to 30 s. */
const TIMEOUT_MS = 15_000;
/** Nobody reads what a receiver answers. */
const MOST_ANSWER_BYTES = 64 * 1024;
/** What a callback is made with, as one thing to inject. */
let CallbackMaterials = class CallbackMaterials {
    revisions;
    responses;
    signing;
    secrets;
    constructor(revisions, responses, signing, secrets) {
        this.revisions = revisions;
        this.responses = responses;
        this.signing = signing;
        this.secrets = secrets;
    }
};
CallbackMaterials = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [RevisionCache,
        Responses,
        CallbackSecrets,
        SecretStore])
], CallbackMaterials);
export { CallbackMaterials };
/** One try of a callback: made, signed, and posted through the guarded client. */
let CallbackPost = class CallbackPost {
    materials;
    http;
    clock;
    constructor(materials, http, clock) {
        this.materials = materials;
        this.http = http;
        this.clock = clock;
    }
    /** Never rejects: whatever goes wrong is what came of the try. */
    async send(callback, outcome) {
        try {
            return await this.attempt(callback, outcome);
        }
        catch (error) {
            return unanswered(error);
        }
    }
    async attempt({ eventId, sealedUrl }, outcome) {
        const { revisions, signing, secrets } = this.materials;
        const { document } = await revisions.require(outcome);
        const trigger = document.triggers.find(({ id }) => id === outcome.trigger);
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
    async content(outcome, trigger) {
        if (trigger.callback?.body !== 'response') {
            return outcomeContent(outcome);
        }
        const { headers, body } = (await this.materials.responses.ofEnd(outcome)) ?? defaultAnswer(outcome, trigger);
        return { contentType: headers['content-type'] ?? 'text/plain; charset=utf-8', body };
    }
};
CallbackPost = __decorate([
    Injectable(),
    __param(2, Inject(CLOCK)),
    __metadata("design:paramtypes", [CallbackMaterials,
        GuardedClient, Object])
], CallbackPost);
export { CallbackPost };
/** Whatever cannot change by itself is final: an address that is not called, a response that cannot be rendered. */
function unanswered(error) {
    if (!(error instanceof AppError)) {
        return { kind: 'unanswered', error: 'unexpected', isFinal: false };
    }
    const { status } = error.details;
    return typeof status === 'number'
        ? { kind: 'answered', status, retryAfterSeconds: null } // with more to say than anybody reads
        : { kind: 'unanswered', error: error.code, isFinal: !error.retryable };
}
//# sourceMappingURL=callback-post.service.js.map