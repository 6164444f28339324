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
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../config/config.js';
import { deriveKey, open, seal } from '../secrets/seal.js';
import { subjectTag } from './leaf.js';
import { noteSigner, publicKeyOf } from './signed-note.js';
/** What the audit log does with keys, each of its own purpose, all from the master key. */
let AuditKeys = class AuditKeys {
    /** Signs checkpoints. The log is named by its key: whoever has another one has another log. */
    signer;
    macKey;
    tagKey;
    sealKey;
    constructor({ masterKey }) {
        this.macKey = deriveKey(masterKey, 'audit mac');
        this.tagKey = deriveKey(masterKey, 'audit tag');
        this.sealKey = deriveKey(masterKey, 'audit seal');
        const seed = deriveKey(masterKey, 'audit checkpoint').export();
        this.signer = noteSigner(`signet-audit-${publicKeyOf(seed).slice(0, 16)}`, seed);
    }
    macOf(leaf) {
        return createHmac('sha256', this.macKey).update(leaf).digest();
    }
    /** Whether this program wrote the leaf. */
    isOurs(leaf, mac) {
        return mac.length === 32 && timingSafeEqual(this.macOf(leaf), mac);
    }
    /** Tag under which a subject's entries are found. */
    tagOf(tenant, subject) {
        return subjectTag(this.tagKey, tenant, subject);
    }
    sealPrivate(id, text) {
        return seal(this.sealKey, text, id);
    }
    /** The text of the private part. Throws NotOpened. */
    openPrivate(id, sealed) {
        return open(this.sealKey, sealed, id);
    }
};
AuditKeys = __decorate([
    Injectable(),
    __param(0, Inject(CONFIG)),
    __metadata("design:paramtypes", [Object])
], AuditKeys);
export { AuditKeys };
//# sourceMappingURL=audit-keys.service.js.map