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
import { Sequencer } from '../audit/sequencer.service.js';
import { CLOCK } from '../config/clock.js';
import { Ticker } from '../config/ticker.js';
import { LOGGER } from '../telemetry/logger.js';
import { Metrics } from '../telemetry/metrics.js';
const EVERY_MS = 1000;
/** Puts the audit log in order, second by second. */
let AuditOrder = class AuditOrder {
    sequencer;
    metrics;
    logger;
    clock;
    ticker = new Ticker(EVERY_MS, () => this.turn(), (error) => this.logger.debug({ message: 'the audit log is put in order later', error: String(error) }));
    constructor(sequencer, metrics, logger, clock) {
        this.sequencer = sequencer;
        this.metrics = metrics;
        this.logger = logger;
        this.clock = clock;
    }
    onApplicationBootstrap() {
        this.ticker.start();
    }
    /** A batch under way is finished: it is short. */
    onModuleDestroy() {
        return this.ticker.stop();
    }
    async turn() {
        const done = await this.sequencer.turn(this.clock.now());
        if (done === null) {
            this.metrics.auditWaiting.set(0); // somebody else knows
            return false;
        }
        this.metrics.auditWaiting.set(done.waitingSeconds);
        this.metrics.auditSize.set(done.size);
        this.metrics.auditRefused.set(done.refusedInAll);
        for (const { id, why } of done.refused) {
            this.logger.error({ message: 'a row in the audit log is not of our making', id, why });
        }
        return done.more;
    }
};
AuditOrder = __decorate([
    Injectable(),
    __param(2, Inject(LOGGER)),
    __param(3, Inject(CLOCK)),
    __metadata("design:paramtypes", [Sequencer,
        Metrics, Object, Object])
], AuditOrder);
export { AuditOrder };
//# sourceMappingURL=audit-order.service.js.map