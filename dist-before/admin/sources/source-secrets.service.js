var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { Conflict, InvalidDocument, NotFound } from '../../errors/errors.js';
import { SecretUseRepository } from '../../intake/secret-use.repository.js';
import { generationOf } from '../../intake/secret-use.js';
import { liveSecrets } from '../../intake/source-secrets.js';
import { withoutSecret, withSecret } from './proofs.js';
import { Sealings } from './sealings.service.js';
import { MOST_SECRETS } from './proofs.dto.js';
import { SourcesService } from './sources.service.js';
/** A secret that proved a delivery within this time is still somebody's. */
const IN_USE_MS = 86_400_000;
/** Rotates the secrets of sources: one more, look which are used, one less. */
let SourceSecrets = class SourceSecrets {
    sources;
    sealings;
    uses;
    constructor(sources, sealings, uses) {
        this.sources = sources;
        this.sealings = sealings;
        this.uses = uses;
    }
    /** Those of the signature first, each proof's oldest first. */
    async list(caller, name) {
        const source = await this.sources.require(caller.tenant, name);
        const uses = new Map((await this.uses.ofHook(source.hookId)).map((row) => [row.secretId, row]));
        return liveSecrets(source.definition, this.sealings.of(caller.tenant, name)).map((secret) => ({
            id: secret.id,
            proof: secret.proof,
            generation: generationOf(secret),
            addedAt: secret.addedAt,
            lastUsedAt: uses.get(secret.id)?.lastUsedAt ?? null,
            uses: uses.get(secret.id)?.uses ?? 0,
        }));
    }
    /** `proof`: by default the signature where there is one. Throws Conflict when it is there already, or one too many. */
    add(caller, name, plain, proof) {
        return this.sources.alter(caller, name, 'source.secret_add', (before, sealing) => {
            const of = proof ?? (before.verify ? 'verify' : 'token');
            const after = withSecret(before, of, plain, sealing);
            if (!after) {
                throw new Conflict('the source has no proof the secret could belong to', { source: name, proof: of });
            }
            const ids = idsOf(after, of, sealing);
            if (ids.length > MOST_SECRETS) {
                throw new Conflict(`a proof has at most ${MOST_SECRETS} live secrets; retire one first`, {
                    source: name,
                });
            }
            if (ids.indexOf(ids.at(-1)) < ids.length - 1) {
                throw new Conflict('the source has this secret already', { source: name, secret: ids.at(-1) });
            }
            return after;
        });
    }
    /**
     * Throws NotFound, InvalidDocument when it is the last of its proof, and, without `force`, Conflict when a delivery was
     * proven by it lately.
     */
    async retire(caller, name, id, force) {
        const used = (await this.list(caller, name)).find((secret) => secret.id === id);
        return this.sources.alter(caller, name, 'source.secret_remove', (before, sealing) => {
            const secret = liveSecrets(before, sealing).find((one) => one.id === id);
            if (!secret) {
                throw new NotFound('the source has no secret with that id', { source: name, secret: id });
            }
            if (secret.of === 1) {
                const message = 'is the last one: add another first';
                throw new InvalidDocument(`the secret ${message}`, { errors: [{ path: secret.proof, message }] });
            }
            if (!force && used?.lastUsedAt && sealing.now().getTime() - used.lastUsedAt.getTime() < IN_USE_MS) {
                throw new Conflict(`the secret proved a delivery at ${used.lastUsedAt.toISOString()}: its sender still has it. Wait, or force it`, { source: name, secret: id, lastUsedAt: used.lastUsedAt, uses: used.uses });
            }
            return withoutSecret(before, secret, sealing);
        });
    }
};
SourceSecrets = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SourcesService,
        Sealings,
        SecretUseRepository])
], SourceSecrets);
export { SourceSecrets };
function idsOf(definition, proof, sealing) {
    return liveSecrets(definition, sealing)
        .filter((secret) => secret.proof === proof)
        .map(({ id }) => id);
}
//# sourceMappingURL=source-secrets.service.js.map