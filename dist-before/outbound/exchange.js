import { AppError } from '../errors/app-error.js';
import { OutcomeUnknown, TargetUnavailable, TaskFailed, TaskTimeout } from '../errors/errors.js';
import { SAFE_METHODS, shown } from './outbound-request.js';
/** Sends one request, follows nothing. `signal` ends it; `maxBytes` bounds the answer's body. */
export function exchange(dispatcher, request, limits) {
    return new Promise((resolve, reject) => {
        const handler = new ExchangeHandler(request, limits.maxBytes, resolve, reject);
        if (limits.signal.aborted) {
            handler.end(limits.signal.reason);
            return;
        }
        const onAbort = () => handler.end(limits.signal.reason);
        limits.signal.addEventListener('abort', onAbort, { once: true });
        handler.finally(() => limits.signal.removeEventListener('abort', onAbort));
        dispatcher.dispatch({
            origin: request.url.origin,
            path: `${request.url.pathname}${request.url.search}`,
            method: request.method,
            headers: request.headers,
            body: request.body,
        }, handler);
    });
}
class ExchangeHandler {
    request;
    maxBytes;
    resolve;
    reject;
    controller = null;
    status = 0;
    headers = {};
    chunks = [];
    bytes = 0;
    ended = false;
    cleanup = () => { };
    constructor(request, maxBytes, resolve, reject) {
        this.request = request;
        this.maxBytes = maxBytes;
        this.resolve = resolve;
        this.reject = reject;
    }
    finally(cleanup) {
        this.cleanup = cleanup;
    }
    /** Gives up, for a reason of our own; the promise is settled at once. */
    end(reason) {
        this.fail(reason);
        this.controller?.abort(new Error('given up'));
    }
    /** The connection stands and the request is about to be written: from here on the target may act. */
    onRequestStart(controller) {
        this.controller = controller;
        if (this.ended) {
            controller.abort(new Error('given up'));
        }
    }
    onResponseStart(_, status, headers) {
        if (status < 200) {
            return;
        }
        this.status = status;
        this.headers = headers;
        if (Number(headers['content-length'] ?? 0) > this.maxBytes && this.request.method !== 'HEAD') {
            this.end(this.tooLarge());
        }
    }
    onResponseData(_, chunk) {
        this.bytes += chunk.length;
        if (this.bytes > this.maxBytes) {
            this.end(this.tooLarge());
            return;
        }
        this.chunks.push(chunk);
    }
    onResponseEnd() {
        if (!this.ended) {
            this.ended = true;
            this.cleanup();
            this.resolve({ status: this.status, headers: this.headers, body: Buffer.concat(this.chunks) });
        }
    }
    onResponseError(_, error) {
        this.fail(error);
    }
    fail(cause) {
        if (!this.ended) {
            this.ended = true;
            this.cleanup();
            this.reject(this.explain(cause));
        }
    }
    explain(cause) {
        const details = { method: this.request.method, target: shown(this.request.url) };
        const isSent = this.controller !== null;
        if (isSent && !SAFE_METHODS.has(this.request.method) && !(cause instanceof TaskFailed)) {
            return new OutcomeUnknown('the request was sent and no whole answer came', details, { cause });
        }
        if (cause instanceof AppError) {
            return cause;
        }
        if (cause instanceof DOMException) {
            return new TaskTimeout('the target did not answer in time', details, { cause });
        }
        const reason = codeOf(cause);
        const why = isSent
            ? 'the target broke off before its answer was whole'
            : 'the target could not be reached';
        return new TargetUnavailable(`${why} (${reason})`, { ...details, reason }, { cause });
    }
    tooLarge() {
        return new TaskFailed(`the answer is larger than ${this.maxBytes} bytes`, {
            method: this.request.method,
            target: shown(this.request.url),
            status: this.status,
        });
    }
}
/** `ECONNREFUSED`, `UND_ERR_CONNECT_TIMEOUT`, ...: the code alone, a message may quote what it must not. */
function codeOf(error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return typeof code === 'string' ? code : 'unknown';
}
//# sourceMappingURL=exchange.js.map