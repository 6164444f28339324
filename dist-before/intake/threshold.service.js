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
import { ClientAddresses } from './client-addresses.js';
import { Crowd } from './crowd.js';
import { Throttle } from './throttle/throttle.service.js';
/** What is asked of a delivery before it is looked into: where it comes from, how many came. */
let Threshold = class Threshold {
    throttles;
    crowd;
    addresses;
    constructor(throttles, { http, intake }) {
        this.throttles = throttles;
        this.addresses = new ClientAddresses(http.trustedProxies);
        this.crowd = new Crowd(intake.queueMs);
    }
    /** Proxies looked through; null when it cannot be told. */
    addressOf(request) {
        return this.addresses.of(request);
    }
    /** Null when nothing counts the delivery, as it is for tokens that we fetched ourselves. Never rejects. */
    async throttle({ throttle }, way) {
        const rules = way.isDocumentedLimited ? throttle.documented : throttle.usual;
        return rules.length === 0 || way.jti !== undefined ? null : this.throttles.check(rules);
    }
};
Threshold = __decorate([
    Injectable(),
    __param(1, Inject(CONFIG)),
    __metadata("design:paramtypes", [Throttle, Object])
], Threshold);
export { Threshold };
//# sourceMappingURL=threshold.service.js.map