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
import { Telemetry } from '../telemetry/telemetry.service.js';
import { Diagnoses } from './diagnoses.service.js';
import { Sampler } from './samples/sampler.service.js';
import { SecretUses } from './secret-uses.service.js';
/** Who is told of a delivery and of what became of it, as one thing to inject. */
let AdmissionTelemetry = class AdmissionTelemetry {
    sampler;
    secretUses;
    diagnoses;
    metrics;
    logger;
    tracing;
    constructor({ metrics, logger, tracing }, sampler, secretUses, diagnoses) {
        this.sampler = sampler;
        this.secretUses = secretUses;
        this.diagnoses = diagnoses;
        this.metrics = metrics;
        this.logger = logger;
        this.tracing = tracing;
    }
    note(hook, { request, client, now }, verdict) {
        const { outcome, reason, eventId, status, faults } = verdict;
        this.metrics.deliveries.inc({ hook: hook.label, outcome, reason: reason ?? '' });
        if (outcome === 'accepted' || outcome === 'unavailable') {
            return; // the first is in the event log; for the second there is no ledger to write to
        }
        const row = {
            tenant: hook.tenant,
            environment: hook.environment,
            hookId: hook.id,
            outcome: outcome === 'invalid' ? 'refused' : outcome,
            reason,
            status,
            method: request.method,
            remoteAddress: client ?? request.remoteAddress,
            bytes: request.body.length,
            eventId,
        };
        const isRefused = row.outcome === 'refused' && reason !== null;
        const refusal = isRefused && { request, reason, now, clientAddress: client, faults };
        this.diagnoses.note(row, refusal ? hook.gate.refused(refusal) : null);
    }
};
AdmissionTelemetry = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [Telemetry,
        Sampler,
        SecretUses,
        Diagnoses])
], AdmissionTelemetry);
export { AdmissionTelemetry };
//# sourceMappingURL=admission-telemetry.service.js.map