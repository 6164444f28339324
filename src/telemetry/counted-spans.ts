/** Between the program and the collector: a bounded queue that never makes anybody wait, and counts what it drops. */
import type { Context } from '@opentelemetry/api';
import {
  BatchSpanProcessor,
  type ReadableSpan,
  type Span,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import type { Metrics } from './metrics.js';

/** Spans that may wait for the collector. */
const MOST_WAITING = 4096;
const EXPORT_WITHIN_MS = 5000;
/** By `ExportResultCode`: success, failure. */
const OUTCOMES = ['exported', 'failed'] as const;

export class CountedSpans implements SpanProcessor {
  private waiting = 0;
  private readonly batches: BatchSpanProcessor;

  constructor(
    exporter: SpanExporter,
    private readonly counter: Pick<Metrics['spans'], 'inc'>,
  ) {
    this.batches = new BatchSpanProcessor(this.counted(exporter), {
      maxQueueSize: MOST_WAITING * 2, // never reached: what is too much is dropped, and counted, here
      maxExportBatchSize: 512,
      scheduledDelayMillis: 1000,
      exportTimeoutMillis: EXPORT_WITHIN_MS,
    });
  }

  onStart(span: Span, context: Context): void {
    this.batches.onStart(span, context);
  }

  onEnd(span: ReadableSpan): void {
    if (this.waiting >= MOST_WAITING) {
      this.counter.inc({ outcome: 'dropped' });
      return;
    }
    this.waiting += 1;
    this.batches.onEnd(span);
  }

  forceFlush(): Promise<void> {
    return this.batches.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.batches.shutdown();
  }

  private counted(exporter: SpanExporter): SpanExporter {
    return {
      export: (spans, done) =>
        exporter.export(spans, (result) => {
          this.waiting -= spans.length;
          this.counter.inc({ outcome: OUTCOMES[result.code] }, spans.length);
          done(result);
        }),
      shutdown: () => exporter.shutdown(),
    };
  }
}
