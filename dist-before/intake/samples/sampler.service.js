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
import { InvalidRequest } from '../../errors/errors.js';
import { LOGGER } from '../../telemetry/logger.js';
import { wholeBody } from '../events-of.js';
import { parameterRequest } from '../parameters/inputs-of.js';
import { sampleContent } from './sample-content.js';
import { SamplesRepository } from './samples.repository.js';
const METHODS = ['GET', 'POST'];
/** Keeps the request that somebody waits for. */
let Sampler = class Sampler {
    samples;
    logger;
    constructor(samples, logger) {
        this.samples = samples;
        this.logger = logger;
    }
    /**
     * What was kept of a proven request; null when nobody waits, another request was first, or this one cannot be read.
     * Never rejects: whether it is kept says nothing about whether it is accepted.
     */
    async capture(hook, view, now) {
        const { sample, id: hookId, environment } = hook;
        if (!sample || sample.until <= now || !METHODS.includes(view.request.method)) {
            return null;
        }
        try {
            const parsed = view.json.ok ? view.json.value : null;
            const { value } = wholeBody(view, { body: view.claims ?? parsed });
            const request = parameterRequest(view.request, value);
            const content = sampleContent(view.request.method, request, hook.gate.proofNames());
            return (await this.samples.capture({ hookId, environment }, sample.id, content)) ? content : null;
        }
        catch (error) {
            if (!(error instanceof InvalidRequest)) {
                this.logger.warn({ message: 'a sample could not be kept', hook: hook.label, error: String(error) });
            }
            return null;
        }
    }
};
Sampler = __decorate([
    Injectable(),
    __param(1, Inject(LOGGER)),
    __metadata("design:paramtypes", [SamplesRepository, Object])
], Sampler);
export { Sampler };
//# sourceMappingURL=sampler.service.js.map