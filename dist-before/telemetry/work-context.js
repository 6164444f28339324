/** What the work that is under way belongs to: carried along its promises, read by the log and by calls to the outside. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, } from '@opentelemetry/api';
import { isSampled, writeTraceparent } from './trace-parent.js';
const storage = new AsyncLocalStorage();
/** What a call to the outside sends along; null when there is no trace to go on with. */
export function currentTraceparent() {
    const span = storage.getStore()?.span;
    return span ? writeTraceparent(span) : null;
}
/** Fields of a log line. */
export function currentFields() {
    const { ids, span } = storage.getStore() ?? { ids: {}, span: null };
    return span ? { ...ids, traceId: span.traceId } : { ...ids };
}
/** Points from a measurement to its trace (OpenMetrics 1.0, exemplars); nothing where that is not recorded. */
export function currentExemplar() {
    const { span = null, tracer = null } = storage.getStore() ?? {};
    return span !== null && tracer !== null && isSampled(span) ? { trace_id: span.traceId } : {};
}
/** Performs work in a span under the one it is in; just performs it while traces are off. */
export function inSpan(parts, work) {
    const here = storage.getStore();
    return here?.tracer ? spanned(here, parts, work) : work();
}
/** Performs work that goes on with `context`; in a span of its own while traces are on. */
export function startWork(context, parts, work) {
    if (context.tracer) {
        return spanned(context, parts, work);
    }
    return context.span === null ? work() : storage.run(context, work); // carrying it along costs every promise
}
async function spanned(context, parts, work) {
    const { name, kind = SpanKind.INTERNAL, attributes } = parts;
    const under = context.span ? trace.setSpanContext(ROOT_CONTEXT, context.span) : ROOT_CONTEXT;
    const span = context.tracer.startSpan(name, { kind, ...(attributes && { attributes }) }, under);
    try {
        return await storage.run({ ...context, span: span.spanContext() }, work);
    }
    catch (error) {
        markFailed(span, error);
        throw error;
    }
    finally {
        span.end();
    }
}
/** The kind of error alone: its message may name a subject. */
function markFailed(span, error) {
    const message = error instanceof Error ? error.name : 'unknown';
    span.setStatus({ code: SpanStatusCode.ERROR, message });
}
//# sourceMappingURL=work-context.js.map