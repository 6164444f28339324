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
import { LOGGER } from '../telemetry/logger.js';
import { FAILED, problem, UNKNOWN } from './answer.js';
import { ENTRANCES } from './dialects/entrance.js';
import { requestTarget } from './parsing/query.js';
import { asSetAnswer } from './ssf/set-answer.js';
/** Below it every answer is in the terms of RFC 8935. */
const STREAMS = '/ssf/';
const NOTHING = Buffer.alloc(0);
/** How long the rest of a refused body may go on coming. */
const UNREAD_MS = 2000;
/** Answers whoever comes from the street on plain `node:http`, in front of the framework: raw bytes, the size cap first, no body parser. */
let HookDoor = class HookDoor {
    entrances;
    config;
    logger;
    tooLarge;
    closing = false;
    inHand = 0;
    constructor(entrances, config, logger) {
        this.entrances = entrances;
        this.config = config;
        this.logger = logger;
        const { bodyLimitBytes } = config.intake;
        this.tooLarge = problem(413, 'Content Too Large', `A delivery may have ${bodyLimitBytes} bytes at most`);
    }
    /** From now on every answer ends its connection, so that senders go elsewhere. */
    close() {
        this.closing = true;
    }
    /** Deliveries read in and not answered yet. */
    get waiting() {
        return this.inHand;
    }
    handle(request, response) {
        const path = pathOf(request.url ?? '');
        const refuse = (answer) => this.refuseUnread(request, response, path.startsWith(STREAMS) ? asSetAnswer(answer, null) : answer);
        const errand = this.lead(path);
        if (!errand) {
            refuse(UNKNOWN);
        }
        else if (!errand.methods.includes(request.method ?? '')) {
            refuse(wrongMethod(errand.methods));
        }
        else if (Number(request.headers['content-length'] ?? 0) > this.config.intake.bodyLimitBytes) {
            refuse(this.tooLarge);
        }
        else {
            this.read({ request, response }, errand, refuse);
        }
    }
    lead(path) {
        for (const entrance of this.entrances) {
            const errand = entrance.lead(path);
            if (errand) {
                return errand;
            }
        }
        return null;
    }
    read(exchange, errand, refuse) {
        const { request, response } = exchange;
        const chunks = [];
        let size = 0;
        request.on('data', (chunk) => {
            size += chunk.length;
            if (size > this.config.intake.bodyLimitBytes) {
                request.removeAllListeners('data').removeAllListeners('end');
                refuse(this.tooLarge);
                return;
            }
            chunks.push(chunk);
        });
        request.on('error', () => response.destroy()); // cut off in the middle: there is nobody to answer
        request.on('end', () => {
            const body = chunks.length === 1 ? chunks[0] : size === 0 ? NOTHING : Buffer.concat(chunks, size);
            const raw = {
                method: request.method,
                url: request.url,
                rawHeaders: request.rawHeaders,
                body,
                remoteAddress: request.socket.remoteAddress ?? '',
            };
            chunks.length = 0; // whoever waits long need not keep what it sent
            void this.answer(errand, raw, exchange);
        });
    }
    /** Never rejects: one request that cannot be answered must not end the process that answers all the others. */
    async answer(errand, raw, exchange) {
        const { response } = exchange;
        this.inHand += 1;
        try {
            const answer = await errand.answer(raw, exchange);
            if (answer) {
                this.send(response, answer);
            }
        }
        catch (error) {
            this.logger.error({ message: 'a request could not be answered', error: String(error) });
            this.fail(response, pathOf(raw.url).startsWith(STREAMS) ? asSetAnswer(FAILED, null) : FAILED);
        }
        finally {
            this.inHand -= 1;
        }
    }
    fail(response, answer) {
        if (response.headersSent) {
            response.destroy();
            return;
        }
        response.getHeaderNames().forEach((name) => response.removeHeader(name)); // of the answer that could not be sent
        this.send(response, answer);
    }
    send(response, answer) {
        if (response.destroyed) {
            return;
        }
        if (this.closing) {
            response.setHeader('connection', 'close');
        }
        if (answer.status !== 204 && answer.status !== 304) {
            response.setHeader('content-length', Buffer.byteLength(answer.body)); // RFC 9110, section 8.6
        }
        response.writeHead(answer.status, answer.headers);
        response.end(answer.body);
    }
    /** Answers before the body is in. What still comes is thrown away for a moment, so that the answer can be read. */
    refuseUnread(request, response, answer) {
        const unread = request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined;
        response.writeHead(answer.status, {
            ...answer.headers,
            'content-length': Buffer.byteLength(answer.body),
            ...(unread || this.closing ? { connection: 'close' } : {}),
        });
        response.end(answer.body);
        request.on('error', () => undefined);
        request.resume();
        if (unread) {
            const timer = setTimeout(() => request.socket.destroy(), UNREAD_MS).unref();
            request.on('close', () => clearTimeout(timer));
        }
    }
};
HookDoor = __decorate([
    Injectable(),
    __param(0, Inject(ENTRANCES)),
    __param(1, Inject(CONFIG)),
    __param(2, Inject(LOGGER)),
    __metadata("design:paramtypes", [Array, Object, Object])
], HookDoor);
export { HookDoor };
/** What stands before the query, also where the whole address came (RFC 9112 section 3.2.2). */
const pathOf = (url) => requestTarget(url).split('?', 1)[0];
const wrongMethod = (methods) => problem(405, 'Method Not Allowed', 'That method is not taken here', {
    headers: { allow: methods.join(', ') },
});
//# sourceMappingURL=hook-door.service.js.map