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
import { LOGGER } from './logger.js';
import { Metrics } from './metrics.js';
import { Tracing } from './tracing.service.js';
/** Log, metrics and traces, as one thing to inject. */
let Telemetry = class Telemetry {
    metrics;
    tracing;
    logger;
    constructor(metrics, tracing, logger) {
        this.metrics = metrics;
        this.tracing = tracing;
        this.logger = logger;
    }
};
Telemetry = __decorate([
    Injectable(),
    __param(2, Inject(LOGGER)),
    __metadata("design:paramtypes", [Metrics,
        Tracing, Object])
], Telemetry);
export { Telemetry };
//# sourceMappingURL=telemetry.service.js.map