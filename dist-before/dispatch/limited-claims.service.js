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
import { CONFIG } from '../config/config.js';
import { LimitedClaimRepository } from '../ledger/limited-claim.repository.js';
import { Overflow } from './overflow.service.js';
/** Claims of what may not run all at once, for a worker. */
let LimitedClaims = class LimitedClaims {
    claims;
    overflow;
    config;
    adopted = false;
    /** Scopes that are being claimed, and whether somebody asked again meanwhile. */
    asked = new Map();
    constructor(claims, overflow, config) {
        this.claims = claims;
        this.overflow = overflow;
        this.config = config;
    }
    /**
     * Calls `take` until it says that there is no more. One at a time for a scope, for they would only wait for each other:
     * whoever asks meanwhile has it called once more.
     */
    async inTurn(scope, take) {
        if (this.asked.has(scope)) {
            this.asked.set(scope, true);
            return;
        }
        try {
            let more = true;
            while (more) {
                this.asked.set(scope, false);
                more = (await take()) || this.asked.get(scope) === true;
            }
        }
        finally {
            this.asked.delete(scope);
        }
    }
    /** What there is a slot for; what may not wait for one is ended, and its parents are told. */
    async claim(taker, scope) {
        const { claimed, overflown } = await this.claims.claim(taker, scope, (tx, over) => this.overflow.settle(tx, over));
        await this.overflow.count(overflown);
        return { claimed, parents: overflown.flatMap(({ parentId }) => parentId ?? []) };
    }
    /** Scopes in which something is due. */
    async scopes() {
        if (this.config.limits.concurrency && !this.adopted) {
            await this.claims.adopt(null); // of before this limit was set
            this.adopted = true;
        }
        return this.claims.scopes();
    }
};
LimitedClaims = __decorate([
    Injectable(),
    __param(2, Inject(CONFIG)),
    __metadata("design:paramtypes", [LimitedClaimRepository,
        Overflow, Object])
], LimitedClaims);
export { LimitedClaims };
//# sourceMappingURL=limited-claims.service.js.map