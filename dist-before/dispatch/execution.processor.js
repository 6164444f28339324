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
import { InjectQueue, Process, Processor } from '@nestjs/bull';
import { Injectable } from '@nestjs/common';
import { QUEUE } from './redis.js';
import { Worker } from './worker.service.js';
/** Bells answered at the same time; those that ring together share a claim. */
const CONCURRENCY = 16;
/** Answers the bell: claims what it names. What runs then is held by a lease in the ledger, not by the job. */
let ExecutionProcessor = class ExecutionProcessor {
    worker;
    queue;
    constructor(worker, queue) {
        this.worker = worker;
        this.queue = queue;
    }
    async answer({ data }) {
        if (!Array.isArray(data.ids)) {
            return;
        }
        if (data.$version === 2) {
            await this.worker.hear(data.ids, data.scopes);
        }
        else if (data.$version === 1) {
            await this.worker.hear(data.ids, data.limited.length > 0 ? await this.worker.limitedScopes() : []);
        } // of another version: the sweeper of one that knows it will find what is due
    }
    /** Takes no more bells; those under way are answered. */
    async stop() {
        await this.queue.pause(true, true).catch(() => undefined);
    }
};
__decorate([
    Process({ concurrency: CONCURRENCY }),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], ExecutionProcessor.prototype, "answer", null);
ExecutionProcessor = __decorate([
    Injectable(),
    Processor(QUEUE),
    __param(1, InjectQueue(QUEUE)),
    __metadata("design:paramtypes", [Worker, Object])
], ExecutionProcessor);
export { ExecutionProcessor };
//# sourceMappingURL=execution.processor.js.map