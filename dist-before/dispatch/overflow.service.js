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
import { ProgressRepository } from '../ledger/progress.repository.js';
import { BurialRepository } from '../recovery/burial.repository.js';
import { fingerprint } from '../recovery/fingerprint.js';
import { Metrics } from '../telemetry/metrics.js';
import { RevisionCache } from '../workflow/revision-cache.service.js';
const ERROR = {
    code: 'too_many_requests',
    message: 'as many executions run already as the concurrency limit allows',
};
/** Ends executions that came when there was no slot left, as the limit that was used up asks. */
let Overflow = class Overflow {
    progress;
    burials;
    revisions;
    metrics;
    constructor(progress, burials, revisions, metrics) {
        this.progress = progress;
        this.burials = burials;
        this.revisions = revisions;
        this.metrics = metrics;
    }
    /** In the transaction that claimed them. */
    async settle(tx, overflown) {
        const buried = overflown.filter(({ overflow }) => overflow === 'fail').map(burialOf);
        if (buried.length > 0) {
            await this.burials.bury(tx, buried);
        }
        await this.progress.settle(tx, overflown.map((one) => ({ id: one.id, fence: one.fence, settlement: settlementOf(one) })));
    }
    /** Once that is committed. Never rejects: what was claimed with them is to be run. */
    async count(ended) {
        for (const one of ended) {
            const outcome = one.overflow === 'cancel' ? 'cancelled' : 'dead';
            this.metrics.executions.inc({ workflow: await this.nameOf(one), outcome });
            if (one.overflow === 'fail') {
                this.metrics.deadLetters.inc({ reason: 'concurrency' });
            }
        }
    }
    async nameOf({ workflowId, revision }) {
        try {
            const { namespace, id } = (await this.revisions.require({ workflowId, revision })).document;
            return `${namespace}/${id}`;
        }
        catch {
            return 'unknown'; // its document cannot be read, or not just now
        }
    }
};
Overflow = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ProgressRepository,
        BurialRepository,
        RevisionCache,
        Metrics])
], Overflow);
export { Overflow };
function settlementOf({ overflow }) {
    return overflow === 'cancel'
        ? { kind: 'final', status: 'cancelled', reason: 'concurrency', error: null }
        : { kind: 'final', status: 'dead', reason: 'concurrency', error: ERROR };
}
const burialOf = ({ id, workflowId }) => ({
    executionId: id,
    taskId: null,
    reason: 'concurrency',
    error: ERROR,
    fingerprint: fingerprint(workflowId, null, ERROR),
    attempts: 0,
});
//# sourceMappingURL=overflow.service.js.map