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
import { CLOCK } from '../../config/clock.js';
import { SecretStore } from '../../secrets/secret-store.service.js';
/** Seals secrets of one source for that source alone. */
let Sealings = class Sealings {
    secrets;
    clock;
    constructor(secrets, clock) {
        this.secrets = secrets;
        this.clock = clock;
    }
    of(tenant, name) {
        const context = `source:${tenant}/${name}`;
        return {
            seal: (plain) => this.secrets.sealFor(context, plain),
            open: (sealed) => this.secrets.openFor(context, sealed),
            fingerprint: (text) => this.secrets.fingerprintFor(context, text),
            now: () => this.clock.now(),
        };
    }
};
Sealings = __decorate([
    Injectable(),
    __param(1, Inject(CLOCK)),
    __metadata("design:paramtypes", [SecretStore, Object])
], Sealings);
export { Sealings };
//# sourceMappingURL=sealings.service.js.map