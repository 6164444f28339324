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
import { SubjectNotFound, TargetHeld } from '../errors/errors.js';
import { Metrics } from '../telemetry/metrics.js';
import { currentExemplar, inSpan } from '../telemetry/work-context.js';
import { CallWatch } from './call-watch.js';
import { callWithin, LEASE_GONE, requireTime, SHUTTING_DOWN } from './call.js';
import { TargetGates } from './target-gates.service.js';
/** Makes the calls of tasks. */
let Caller = class Caller {
    gates;
    metrics;
    constructor(gates, metrics) {
        this.gates = gates;
        this.metrics = metrics;
    }
    /** What came of a call. Rejects only with SHUTTING_DOWN and LEASE_GONE. */
    async call({ work, journey }, call, unwanted) {
        const done = this.metrics.taskSeconds.start({ action: call.run.action });
        const executionMs = journey.workflow.timed.has(call.task.id) ? journey.timeoutMs : undefined;
        const watch = new CallWatch(this.gates, journey.execution.tenant);
        const limits = { taskMs: call.task.definition.timeoutMs, executionMs };
        try {
            requireTime(work, executionMs); // before its target is asked, which is not to blame
            const attributes = { 'signet.task': call.run.taskId, 'signet.action': call.run.action };
            const output = await this.gates.through(journey.execution.tenant, call.effect, () => inSpan({ name: 'task', attributes }, () => {
                const perform = (signal) => call.effect.perform(signal, watch);
                return callWithin({ kind: 'outside', perform }, work, limits, unwanted);
            }));
            done({ outcome: 'ok' }, currentExemplar());
            return { work: watch.recorded(call), output };
        }
        catch (error) {
            if (error === SHUTTING_DOWN || error === LEASE_GONE) {
                throw error;
            }
            done({ outcome: outcomeOf(error) }, currentExemplar());
            return { work: watch.recorded(call), error };
        }
    }
};
Caller = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [TargetGates,
        Metrics])
], Caller);
export { Caller };
function outcomeOf(error) {
    if (error instanceof SubjectNotFound) {
        return 'not_found_yet';
    }
    return error instanceof TargetHeld ? 'held' : 'failed';
}
//# sourceMappingURL=caller.service.js.map