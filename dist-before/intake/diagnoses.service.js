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
import { LOGGER } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
import { DeliveryLog } from './delivery-log.service.js';
import { diagnose } from './diagnosis/diagnose.js';
import { SecondlyLimit } from './secondly-limit.js';
import { loadPresets } from './verification/presets.js';
/** Each may take some 20 ms of the one thread there is: a flood of refused deliveries is counted, not studied. */
const MOST_A_SECOND = 10;
const MOST_A_SECOND_OF_A_HOOK = 2;
/** Has deliveries written down, and finds out why some were refused: one at a time, after their answers. */
let Diagnoses = class Diagnoses {
    log;
    metrics;
    logger;
    presets = loadPresets();
    limit = new SecondlyLimit(MOST_A_SECOND, MOST_A_SECOND_OF_A_HOOK);
    waiting = [];
    constructor(log, metrics, logger) {
        this.log = log;
        this.metrics = metrics;
        this.logger = logger;
    }
    /** The row is written in any case, without a diagnosis where none is asked for or too many are. */
    note(row, refused) {
        if (!refused) {
            this.log.note(row);
            return;
        }
        if (!this.limit.allows(row.hookId, performance.now())) {
            this.metrics.diagnoses.inc({ outcome: 'skipped' });
            this.log.note(row);
            return;
        }
        if (this.waiting.push({ row, refused }) === 1) {
            setImmediate(() => this.next());
        }
    }
    /** One in each turn of the event loop: deliveries go in between. */
    next() {
        const { row, refused } = this.waiting[0];
        this.log.note({ ...row, ...this.diagnosed(refused) });
        this.waiting.shift();
        if (this.waiting.length > 0) {
            setImmediate(() => this.next());
        }
    }
    diagnosed(refused) {
        try {
            const diagnosis = diagnose({ ...refused, presets: this.presets });
            this.metrics.diagnoses.inc({ outcome: 'made' });
            return { diagnosis };
        }
        catch (error) {
            this.metrics.diagnoses.inc({ outcome: 'failed' });
            this.logger.error({
                message: 'a diagnosis failed',
                reason: refused.reason,
                // its message might repeat what came
                error: error instanceof Error ? error.name : 'unknown',
            });
            return {};
        }
    }
};
Diagnoses = __decorate([
    Injectable(),
    __param(2, Inject(LOGGER)),
    __metadata("design:paramtypes", [DeliveryLog,
        Metrics, Object])
], Diagnoses);
export { Diagnoses };
//# sourceMappingURL=diagnoses.service.js.map