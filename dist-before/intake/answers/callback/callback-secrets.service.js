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
import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../../../config/config.js';
import { deriveKey } from '../../../secrets/seal.js';
import { SecretStore } from '../../../secrets/secret-store.service.js';
import { renderSecrets } from '../../gate-parts.js';
/** What callbacks are signed with. */
let CallbackSecrets = class CallbackSecrets {
    secrets;
    key;
    constructor(secrets, config) {
        this.secrets = secrets;
        this.key = deriveKey(config.masterKey, 'callbacks');
    }
    /** Of a workflow whose triggers name none: always the same, as long as the master key is. */
    derived({ tenant, workflowId }) {
        const digest = createHmac('sha256', this.key).update(`${tenant}/${workflowId}`).digest('base64');
        return `whsec_${digest}`;
    }
    /** Null when the trigger names a secret that its namespace does not have. */
    async of(owner, namespace, { callback }) {
        if (callback?.secret === undefined) {
            return this.derived(owner);
        }
        const values = await this.secrets.values(owner.tenant, namespace, owner.environment);
        return renderSecrets([callback.secret], values)[0] ?? null;
    }
};
CallbackSecrets = __decorate([
    Injectable(),
    __param(1, Inject(CONFIG)),
    __metadata("design:paramtypes", [SecretStore, Object])
], CallbackSecrets);
export { CallbackSecrets };
//# sourceMappingURL=callback-secrets.service.js.map