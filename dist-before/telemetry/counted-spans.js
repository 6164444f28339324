import { BatchSpanProcessor, } from '@opentelemetry/sdk-trace-base';
/** Spans that may wait for the collector. */
const MOST_WAITING = 4096;
const EXPORT_WITHIN_MS = 5000;
/** By `ExportResultCode`: success, failure. */
const OUTCOMES = ['exported', 'failed'];
export class CountedSpans {
    counter;
    waiting = 0;
    batches;
    constructor(exporter, counter) {
        this.counter = counter;
        this.batches = new BatchSpanProcessor(this.counted(exporter), {
            maxQueueSize: MOST_WAITING * 2, // never reached: what is too much is dropped, and counted, here
            maxExportBatchSize: 512,
            scheduledDelayMillis: 1000,
            exportTimeoutMillis: EXPORT_WITHIN_MS,
        });
    }
    onStart(span, context) {
        this.batches.onStart(span, context);
    }
    onEnd(span) {
        if (this.waiting >= MOST_WAITING) {
            this.counter.inc({ outcome: 'dropped' });
            return;
        }
        this.waiting += 1;
        this.batches.onEnd(span);
    }
    forceFlush() {
        return this.batches.forceFlush();
    }
    shutdown() {
        return this.batches.shutdown();
    }
    counted(exporter) {
        return {
            export: (spans, done) => exporter.export(spans, (result) => {
                this.waiting -= spans.length;
                this.counter.inc({ outcome: OUTCOMES[result.code] }, spans.length);
                done(result);
            }),
            shutdown: () => exporter.shutdown(),
        };
    }
}
//# sourceMappingURL=counted-spans.js.map