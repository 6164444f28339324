var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { Catch, HttpException } from '@nestjs/common';
import { isAway, sqlState } from '../database/faults.js';
import { AppError } from '../errors/app-error.js';
import { InvalidRequest, LedgerUnavailable } from '../errors/errors.js';
/** The only table from errors to HTTP. */
const STATUS_OF = {
    sender_refused: 401,
    unauthenticated: 401,
    forbidden: 403,
    not_found: 404,
    subject_not_found: 404,
    method_not_allowed: 405,
    conflict: 409,
    lease_lost: 409,
    payload_too_large: 413,
    unsupported_media_type: 415,
    invalid_request: 400,
    invalid_document: 422,
    invalid_parameters: 422,
    secret_missing: 422,
    expression_failed: 422,
    task_failed: 422,
    target_refused: 422,
    target_address_refused: 422,
    too_many_requests: 429,
    config_invalid: 500,
    embedded_postgres_failed: 500,
    outcome_unknown: 502,
    target_unavailable: 503,
    target_rate_limited: 503,
    target_held: 503,
    ledger_unavailable: 503,
    task_timeout: 504,
};
/** What is said for errors of the framework: its own messages repeat what was sent. */
const CODE_OF = {
    400: { code: 'invalid_request', msg: 'the request cannot be read' },
    401: { code: 'unauthenticated', msg: 'a valid token is needed' },
    403: { code: 'forbidden', msg: 'this is not allowed' },
    404: { code: 'not_found', msg: 'nothing is here' },
    405: { code: 'method_not_allowed', msg: 'this method is not allowed here' },
    413: { code: 'payload_too_large', msg: 'the body is too large' },
    415: { code: 'unsupported_media_type', msg: 'this media type is not understood here' },
    429: { code: 'too_many_requests', msg: 'too many requests' },
};
const RETRY_AFTER_SECONDS = 1;
/** Turns every error of the HTTP side into a problem document (RFC 9457). What nobody foresaw gets an id and no message. */
let HttpErrorFilter = class HttpErrorFilter {
    logger;
    constructor(logger) {
        this.logger = logger;
    }
    catch(error, host) {
        const answer = host.switchToHttp().getResponse();
        const requestId = randomUUID();
        const problem = toProblem(error, requestId);
        if (problem.status >= 500) {
            this.report(error, requestId, problem.status);
        }
        if (answer.headersSent) {
            answer.end();
            return;
        }
        answer.statusCode = problem.status;
        for (const [name, value] of Object.entries(problem.headers)) {
            answer.setHeader(name, value);
        }
        answer.end(JSON.stringify(problem.body));
    }
    /** A ledger that is away is told by its own metric and readiness; ERROR is for what nobody foresaw. */
    report(error, requestId, status) {
        const line = { message: 'a request failed', requestId, status };
        if (status === 500) {
            this.logger.error({
                ...line,
                error: error instanceof Error ? (error.stack ?? error.message) : String(error),
            });
        }
        else {
            this.logger.warn({ ...line, error: error instanceof Error ? error.message : String(error) });
        }
    }
};
HttpErrorFilter = __decorate([
    Catch(),
    __metadata("design:paramtypes", [Object])
], HttpErrorFilter);
export { HttpErrorFilter };
/** Exported for its test: the problem document of any error. */
export function toProblem(error, requestId) {
    const known = asAppError(error);
    if (known instanceof AppError && STATUS_OF[known.code] !== 500) {
        const hidden = known.code === 'sender_refused'; // the reason is for our log, not for who was refused
        const msg = hidden ? 'the sender was refused' : known.message;
        const { code, retryable } = known;
        const core = { status: STATUS_OF[code], code, msg, requestId, retryable };
        return problemOf(core, hidden ? {} : known.details);
    }
    const status = statusOf(known);
    const { code, msg } = CODE_OF[status] ?? {
        code: 'internal_error',
        msg: 'something went wrong on our side',
    };
    return problemOf({ status, code, msg, requestId, retryable: false }, {});
}
function problemOf({ retryable, ...core }, details) {
    const { status, msg } = core;
    const title = STATUS_CODES[status] ?? 'Error';
    const retryAfter = details['retryAfterSeconds'] ?? (retryable ? RETRY_AFTER_SECONDS : undefined);
    return {
        status,
        body: { ...details, type: 'about:blank', title, detail: msg, ...core },
        headers: {
            'content-type': 'application/problem+json; charset=utf-8',
            'x-content-type-options': 'nosniff',
            'cache-control': 'no-store',
            ...(status === 401 ? { 'www-authenticate': 'Bearer realm="signet"' } : {}),
            ...(typeof retryAfter === 'number' ? { 'retry-after': String(Math.ceil(retryAfter)) } : {}),
        },
    };
}
/** Errors of Nest, and of the body parsers, carry their status; only 4xx is believed. */
function statusOf(error) {
    const status = error instanceof HttpException ? error.getStatus() : error?.status;
    return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
/** SQLSTATE of text that Postgres has no way to write down: a zero character, half a surrogate pair. */
const UNSTORABLE = /^(22021|22P05)$/;
function asAppError(error) {
    if (error instanceof AppError || !(error instanceof Error)) {
        return error;
    }
    const state = sqlState(error);
    if (state !== undefined && UNSTORABLE.test(state)) {
        return new InvalidRequest('the request holds a character that cannot be stored', {}, { cause: error });
    }
    return isAway(error) ? new LedgerUnavailable('the ledger did not answer', {}, { cause: error }) : error;
}
//# sourceMappingURL=http-error.filter.js.map