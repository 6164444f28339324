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
import { X509Certificate } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../config/clock.js';
import { AppError } from '../errors/app-error.js';
import { TargetRefused, TargetUnavailable } from '../errors/errors.js';
import { GuardedClient } from '../outbound/guarded-client.js';
import { LOGGER } from '../telemetry/logger.js';
import { expectRises } from '../telemetry/expect-rises.js';
import { Metrics } from '../telemetry/metrics.js';
import { FetchCache } from './fetch-cache.js';
import { TokenBuckets } from './limits/token-buckets.js';
import { isJsonObject, parseJson } from './parsing/json.js';
import { readKeySet } from './verification/key-sets.js';
import { wellKnownUrl } from './well-known.js';
const RULES = {
    freshMs: 10 * 60_000,
    staleMs: 24 * 3_600_000, // a sender's key server may be away, for a while
    coolDownMs: 60_000,
    retryMs: 5000,
    maxEntries: 1000,
};
const FETCH = { timeoutMs: 5000, maxBytes: 512 * 1024, redirects: 0 };
/** Deliveries name the certificate they are signed with before they are proven: a flood of names is not followed. */
const CERTIFICATES = { burst: 20, perSecond: 0.2 };
/**
 * Key sets and certificates through the guarded client, kept in memory. What one tenant's hooks made us fetch is not
 * used for another's: nobody can exhaust or hold back what others rely on.
 */
let KeySetsService = class KeySetsService {
    client;
    metrics;
    logger;
    sets;
    addresses;
    certificates;
    certificateFetches;
    constructor(client, metrics, logger, clock) {
        this.client = client;
        this.metrics = metrics;
        this.logger = logger;
        this.sets = new FetchCache(RULES, clock);
        this.addresses = new FetchCache(RULES, clock);
        this.certificates = new FetchCache(RULES, clock);
        this.certificateFetches = new TokenBuckets(CERTIFICATES, clock);
        expectRises(metrics.keyFetches, [{ outcome: 'fetched' }, { outcome: 'failed' }]);
    }
    /** The keys for one tenant's hooks. Whatever keeps them from being had is TargetUnavailable: the sender may come again. */
    of(tenant) {
        return {
            jwks: async (source, options) => {
                const url = source.url ?? (await this.addressOf(tenant, source));
                const key = JSON.stringify([tenant, source.issuer ?? null, url]);
                return this.sets.get(key, () => this.fetch(url, keySetIn), options?.refresh);
            },
            certificate: (url) => this.certificates.get(JSON.stringify([tenant, url]), () => {
                if (!this.certificateFetches.take(tenant)) {
                    throw new TargetUnavailable('too many certificates were asked for');
                }
                return this.fetch(url, certificateIn);
            }),
        };
    }
    addressOf(tenant, source) {
        const url = wellKnownUrl(source.issuer, source.metadata);
        const key = JSON.stringify([tenant, source.issuer, url]);
        return this.addresses.get(key, () => this.fetch(url, (body) => addressIn(body, source.issuer)));
    }
    async fetch(url, read) {
        try {
            const { status, body } = await this.client.request({ method: 'GET', url: requireHttps(url), ...FETCH });
            if (status !== 200) {
                throw new TargetRefused('the key server did not answer 200', { status });
            }
            const value = read(body);
            this.metrics.keyFetches.inc({ outcome: 'fetched' });
            return value;
        }
        catch (error) {
            this.metrics.keyFetches.inc({ outcome: 'failed' });
            const why = error instanceof AppError ? { reason: error.message, ...error.details } : { reason: String(error) };
            this.logger.warn({ message: 'keys of a sender could not be fetched', host: new URL(url).host, ...why });
            throw new TargetUnavailable('the keys of the sender cannot be had', why, { cause: error });
        }
    }
};
KeySetsService = __decorate([
    Injectable(),
    __param(2, Inject(LOGGER)),
    __param(3, Inject(CLOCK)),
    __metadata("design:paramtypes", [GuardedClient,
        Metrics, Object, Object])
], KeySetsService);
export { KeySetsService };
function requireHttps(url) {
    if (!url.startsWith('https://')) {
        throw new TargetRefused('keys are fetched over https alone');
    }
    return url;
}
function keySetIn(body) {
    const keys = readKeySet(jsonIn(body));
    if (keys === null) {
        throw new TargetRefused('the key server gave no key set');
    }
    return keys;
}
function addressIn(body, issuer) {
    const document = jsonIn(body);
    const { issuer: own, jwks_uri: address } = isJsonObject(document) ? document : {};
    if (own !== issuer || typeof address !== 'string' || !URL.canParse(address)) {
        throw new TargetRefused('the metadata is not that of the issuer, or names no keys');
    }
    return address;
}
function certificateIn(body) {
    try {
        return new X509Certificate(body).toString();
    }
    catch (cause) {
        throw new TargetRefused('what was fetched is no certificate', {}, { cause });
    }
}
function jsonIn(body) {
    const parsed = parseJson(body);
    if (!parsed.ok) {
        throw new TargetRefused(`the key server gave no JSON: ${parsed.fault}`);
    }
    return parsed.value;
}
//# sourceMappingURL=key-sets.service.js.map