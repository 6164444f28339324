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
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AlwaysOffSampler, AlwaysOnSampler, BasicTracerProvider, ParentBasedSampler, TraceIdRatioBasedSampler, } from '@opentelemetry/sdk-trace-base';
import { CONFIG } from '../config/config.js';
import { CountedSpans } from './counted-spans.js';
import { Metrics } from './metrics.js';
import { readTraceparent } from './trace-parent.js';
import { startWork } from './work-context.js';
const EXPORT_WITHIN_MS = 5000;
/** What is not with the collector by then is given up when the program stops. */
const STOP_WITHIN_MS = 2000;
/**
 * Spans, sent by OTLP/HTTP to the collector the operator names; without one no span is ever made. The collector's
 * address is the operator's own: it does not go through `GuardedClient`, and may be private.
 */
let Tracing = class Tracing {
    provider;
    tracer;
    constructor({ traces, role }, metrics) {
        this.provider = traces && providerOf(traces, role, metrics);
        this.tracer = this.provider?.getTracer('signet') ?? null;
    }
    /** Performs work that came with a `traceparent`, or none; a malformed one is none. */
    start(came, parts, work) {
        const { traceparent, ids = {} } = came;
        return startWork({ ids, span: readTraceparent(traceparent), tracer: this.tracer }, parts, work);
    }
    async onApplicationShutdown() {
        if (this.provider) {
            const patience = new Promise((resolve) => setTimeout(resolve, STOP_WITHIN_MS).unref());
            await Promise.race([this.provider.shutdown().catch(() => undefined), patience]);
        }
    }
};
Tracing = __decorate([
    Injectable(),
    __param(0, Inject(CONFIG)),
    __metadata("design:paramtypes", [Object, Metrics])
], Tracing);
export { Tracing };
function providerOf(traces, role, metrics) {
    const exporter = new OTLPTraceExporter({
        url: `${traces.endpoint}/v1/traces`,
        timeoutMillis: EXPORT_WITHIN_MS,
    });
    return new BasicTracerProvider({
        resource: resourceFromAttributes({ 'service.name': traces.serviceName, 'signet.role': role }),
        sampler: samplerOf(traces),
        spanProcessors: [new CountedSpans(exporter, metrics.spans)],
    });
}
/** As the specification of OpenTelemetry names them. */
function samplerOf({ sampler, ratio }) {
    const name = sampler.replace('parentbased_', '');
    const roots = {
        always_on: () => new AlwaysOnSampler(),
        always_off: () => new AlwaysOffSampler(),
        traceidratio: () => new TraceIdRatioBasedSampler(ratio),
    };
    const root = roots[name]();
    return name === sampler ? root : new ParentBasedSampler({ root });
}
//# sourceMappingURL=tracing.service.js.map