import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Tracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BasicTracerProvider,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import { CONFIG, type Config } from '../config/config.js';
import { CountedSpans } from './counted-spans.js';
import { Metrics } from './metrics.js';
import { readTraceparent } from './trace-parent.js';
import { type SpanParts, startWork, type WorkIds } from './work-context.js';

const EXPORT_WITHIN_MS = 5000;
/** What is not with the collector by then is given up when the program stops. */
const STOP_WITHIN_MS = 2000;

/**
 * Spans, sent by OTLP/HTTP to the collector the operator names; without one no span is ever made. The collector's
 * address is the operator's own: it does not go through `GuardedClient`, and may be private.
 */
@Injectable()
export class Tracing implements OnApplicationShutdown {
  private readonly provider: BasicTracerProvider | null;
  private readonly tracer: Tracer | null;

  constructor(@Inject(CONFIG) { traces, role }: Config, metrics: Metrics) {
    this.provider = traces && providerOf(traces, role, metrics);
    this.tracer = this.provider?.getTracer('signet') ?? null;
  }

  /** Performs work that came with a `traceparent`, or none; a malformed one is none. */
  start<T>(
    came: { readonly traceparent: string | null | undefined; readonly ids?: WorkIds },
    parts: SpanParts,
    work: () => Promise<T>,
  ): Promise<T> {
    const { traceparent, ids = {} } = came;
    return startWork({ ids, span: readTraceparent(traceparent), tracer: this.tracer }, parts, work);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.provider) {
      const patience = new Promise((resolve) => setTimeout(resolve, STOP_WITHIN_MS).unref());
      await Promise.race([this.provider.shutdown().catch(() => undefined), patience]);
    }
  }
}

type Traces = NonNullable<Config['traces']>;

function providerOf(traces: Traces, role: string, metrics: Metrics): BasicTracerProvider {
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
function samplerOf({ sampler, ratio }: Traces): Sampler {
  const name = sampler.replace('parentbased_', '');
  const roots: Record<string, () => Sampler> = {
    always_on: () => new AlwaysOnSampler(),
    always_off: () => new AlwaysOffSampler(),
    traceidratio: () => new TraceIdRatioBasedSampler(ratio),
  };
  const root = roots[name]!();
  return name === sampler ? root : new ParentBasedSampler({ root });
}
