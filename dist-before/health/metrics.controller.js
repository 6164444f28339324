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
import { Controller, Get, Header, Headers, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Registry } from 'prom-client';
import { Metrics } from '../telemetry/metrics.js';
import { Gauges } from './gauges.service.js';
const TYPES = {
    prometheus: Registry.PROMETHEUS_CONTENT_TYPE,
    openmetrics: Registry.OPENMETRICS_CONTENT_TYPE,
};
let MetricsController = class MetricsController {
    metrics;
    gauges;
    constructor(metrics, gauges) {
        this.metrics = metrics;
        this.gauges = gauges;
    }
    async scrape(accept, response) {
        const format = accept?.includes('application/openmetrics-text') === true ? 'openmetrics' : 'prometheus';
        response.setHeader('content-type', TYPES[format]);
        await this.gauges.refresh();
        return this.metrics.show(format);
    }
};
__decorate([
    Get(),
    Header('cache-control', 'no-store'),
    ApiOperation({
        summary: 'Everything Signet measures, for Prometheus; as OpenMetrics, with exemplars, when that is asked for',
    }),
    ApiProduces('text/plain', 'application/openmetrics-text'),
    __param(0, Headers('accept')),
    __param(1, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], MetricsController.prototype, "scrape", null);
MetricsController = __decorate([
    Controller('metrics'),
    ApiTags('health'),
    __metadata("design:paramtypes", [Metrics,
        Gauges])
], MetricsController);
export { MetricsController };
//# sourceMappingURL=metrics.controller.js.map