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
import { NotFound, TargetRateLimited, TargetRefused, TargetUnavailable } from '../errors/errors.js';
import { firstOf, GuardedClient } from '../outbound/guarded-client.js';
import { checkUrl, shown } from '../outbound/outbound-request.js';
import { readRetryAfter } from '../outbound/retry-after.js';
import { readStream, streamBody, } from './stream-configuration.js';
import { metadataUrls, readTransmitter } from './transmitter.js';
const LIMITS = { timeoutMs: 10_000, maxBytes: 512 * 1024 };
/** Speaks to transmitters as a receiver does (SSF 1.0 sections 7 and 8), through the guarded client. */
let Transmitters = class Transmitters {
    client;
    constructor(client) {
        this.client = client;
    }
    /** `url` is the issuer, or its metadata document. Throws NotFound when it has none, TargetRefused for a wrong one. */
    async discover(url) {
        for (const candidate of metadataUrls(url)) {
            const response = await this.client.request({ method: 'GET', url: candidate, ...LIMITS });
            if (response.status === 200) {
                return readTransmitter(jsonOf(response, candidate), candidate);
            }
            if (response.status !== 404) {
                requireSuccess(response, candidate);
            }
        }
        throw new NotFound('the transmitter publishes no ssf-configuration', { transmitter: url });
    }
    async createStream(access, request) {
        return readStream(await this.send('POST', access, {}, streamBody(request)));
    }
    /** Null when the transmitter does not know it (any more). */
    async findStream(access, streamId) {
        const stream = await unlessUnknown(this.send('GET', access, { stream_id: streamId }));
        return stream === null ? null : readStream(stream);
    }
    async listStreams(access) {
        const streams = await this.send('GET', access, {});
        return Array.isArray(streams) ? streams.map(readStream) : [];
    }
    async updateStream(access, streamId, request) {
        return readStream(await this.send('PATCH', access, {}, { stream_id: streamId, ...streamBody(request) }));
    }
    /** One that is gone already is fine. */
    async deleteStream(access, streamId) {
        await unlessUnknown(this.send('DELETE', access, { stream_id: streamId }));
    }
    /** What the transmitter says: `enabled`, `paused` or `disabled`, and why. */
    async readStatus(access, streamId) {
        const answer = (await this.send('GET', access, { stream_id: streamId }));
        const { status, reason } = answer ?? {};
        if (typeof status !== 'string') {
            throw new TargetRefused('the transmitter tells no status of the stream');
        }
        return { status, reason: typeof reason === 'string' ? reason : null };
    }
    /** Asks for a verification event that echoes `state`. */
    async askVerification(access, streamId, state) {
        await this.send('POST', access, {}, { stream_id: streamId, state });
    }
    async send(method, { endpoint, token }, query, body) {
        const url = new URL(endpoint);
        Object.entries(query).forEach(([name, value]) => url.searchParams.set(name, value));
        const response = await this.client.request({
            method,
            url: url.href,
            headers: {
                accept: 'application/json',
                ...(token !== null && { authorization: `Bearer ${token}` }),
                ...(body !== undefined && { 'content-type': 'application/json' }),
            },
            ...(body !== undefined && { body: JSON.stringify(body) }),
            ...LIMITS,
        });
        requireSuccess(response, url.href);
        return response.body.length === 0 ? null : jsonOf(response, url.href);
    }
};
Transmitters = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [GuardedClient])
], Transmitters);
export { Transmitters };
function jsonOf(response, url) {
    try {
        return JSON.parse(response.body.toString('utf8'));
    }
    catch (cause) {
        throw new TargetRefused('the transmitter does not answer with JSON', { target: shown(checkUrl(url)) }, { cause });
    }
}
/** Throws what the status means unless it is 2xx. */
export function requireSuccess(response, url) {
    const { status } = response;
    if (status >= 200 && status < 300) {
        return;
    }
    const details = { status, target: shown(checkUrl(url)) };
    const retryAfterSeconds = readRetryAfter(firstOf(response, 'retry-after'), new Date());
    if (status === 429 || (status === 503 && retryAfterSeconds !== null)) {
        const when = retryAfterSeconds === null ? {} : { retryAfterSeconds };
        throw new TargetRateLimited('the transmitter asks to come again later', { ...details, ...when });
    }
    if (status >= 500) {
        throw new TargetUnavailable(`the transmitter answered ${status}`, details);
    }
    const why = status === 401 || status === 403 ? 'does not accept the token' : 'refused';
    throw new TargetRefused(`the transmitter ${why} (${status})`, details);
}
async function unlessUnknown(answer) {
    try {
        return await answer;
    }
    catch (error) {
        if (error instanceof TargetRefused && error.details['status'] === 404) {
            return null;
        }
        throw error;
    }
}
//# sourceMappingURL=transmitters.service.js.map