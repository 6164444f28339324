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
import ipaddr from 'ipaddr.js';
import { CLOCK } from '../../config/clock.js';
import { CONFIG } from '../../config/config.js';
import { TooManyRequests } from '../../errors/errors.js';
import { ClientAddresses } from '../../intake/client-addresses.js';
import { TokenBuckets } from '../../intake/limits/token-buckets.js';
import { expectRises } from '../../telemetry/expect-rises.js';
import { Metrics } from '../../telemetry/metrics.js';
/** Tokens of nobody that one client may present at once, and how fast it may present more. */
const GUESSES = { burst: 300, perSecond: 1 };
const RETRY_AFTER_SECONDS = Math.ceil(1 / GUESSES.perSecond);
/** 16-bit groups of an IPv6 address that name a client: the other half it chooses itself. */
const NETWORK_GROUPS = 4;
/** Slows down who tries tokens out, by the address they come from and no other; its memory has an upper bound. */
let TokenGuesses = class TokenGuesses {
    metrics;
    addresses;
    left;
    constructor({ http }, clock, metrics) {
        this.metrics = metrics;
        this.addresses = new ClientAddresses(http.trustedProxies);
        this.left = new TokenBuckets(GUESSES, clock);
        expectRises(metrics.tokenGuesses, [{ outcome: 'limited' }, { outcome: 'refused' }]);
    }
    /** Throws TooManyRequests when that client guessed too often: the token, right or wrong, is not looked up. */
    refuseMore(from) {
        if (!this.left.holds(this.clientOf(from))) {
            this.metrics.tokenGuesses.inc({ outcome: 'limited' });
            throw new TooManyRequests('too many unknown tokens came from this address', {
                retryAfterSeconds: RETRY_AFTER_SECONDS,
            });
        }
    }
    /** Notes a token that nobody has. */
    count(from) {
        this.metrics.tokenGuesses.inc({ outcome: 'refused' });
        this.left.take(this.clientOf(from));
    }
    clientOf(from) {
        const address = this.addresses.of(from) ?? 'unknown';
        return ipaddr.IPv6.isValid(address)
            ? ipaddr.IPv6.parse(address).parts.slice(0, NETWORK_GROUPS).join(':')
            : address;
    }
};
TokenGuesses = __decorate([
    Injectable(),
    __param(0, Inject(CONFIG)),
    __param(1, Inject(CLOCK)),
    __metadata("design:paramtypes", [Object, Object, Metrics])
], TokenGuesses);
export { TokenGuesses };
//# sourceMappingURL=token-guesses.service.js.map