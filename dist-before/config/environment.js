var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import 'reflect-metadata';
import { Type } from 'class-transformer';
import { IsIn, IsNumber, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { IsRangeList, IsSwitch, WholeNumber } from './environment-rules.js';
/** Names of samplers, as OpenTelemetry has them. */
export const TRACE_SAMPLERS = [
    'always_on',
    'always_off',
    'traceidratio',
    'parentbased_always_on',
    'parentbased_always_off',
    'parentbased_traceidratio',
];
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'];
/** What operators type: one field per variable. Any of them may be given as `NAME_FILE`, a path to read it from. */
export class Environment {
    /** Part of Signet this process plays: `all`, `web` (doors and API) or `worker` (runs executions). */
    ROLE = 'all';
    /** Postgres connection string. */
    DATABASE_URL;
    /** Redis connection string; without it the ledger alone dispatches. */
    REDIS_URL;
    /** Prefix of every Redis key; deployments that share one Redis need one each. */
    REDIS_PREFIX = 'signet';
    /** Key that seals secrets at rest: 32 bytes in base64. Keep it: without it stored secrets are lost. */
    SIGNET_MASTER_KEY;
    /** First admin token, at least 24 characters; recorded as a digest at start when given. */
    ADMIN_TOKEN;
    /** Address the servers listen on. */
    HOST = '127.0.0.1';
    /** Port the servers listen on; 0 takes a free one. */
    PORT = 8080;
    /** Address senders reach us by; used to print hook URLs. */
    PUBLIC_URL;
    /** Folder of workflow files, loaded at start and on change. */
    WORKFLOWS_DIR;
    /** Least level that is logged. */
    LOG_LEVEL = 'info';
    /** Largest body a hook takes, in bytes. */
    HOOK_BODY_LIMIT_BYTES = 524_288;
    /** Longest the first in line may wait for its commit to begin; while it does, others are answered 503 at once. */
    HOOK_QUEUE_MS = 500;
    /** Days a dedupe key is remembered. */
    DEDUPE_DAYS = 30;
    /** Longest a caller waits for an execution to end; past it the answer is 202 and where to look. */
    WAIT_MS = 30_000;
    /** Callers that may wait in one process at the same time; one more is answered 202 at once. */
    WAIT_LIMIT = 5000;
    /** Streams of events that may be open in one process at the same time. */
    STREAM_LIMIT = 1000;
    /** Executions one worker runs at the same time. */
    WORKER_CONCURRENCY = 500;
    /** How long a worker may be silent before its executions are taken over. */
    LEASE_MS = 15_000;
    /** How often a worker looks for due work nobody rang for while the doorbell works. */
    SWEEP_MS = 1000;
    /** How often it looks while the doorbell is silent (no Redis). */
    POLL_MS = 100;
    /** Bytes of task outputs one execution keeps, as JSON; past it an output is recorded by its size alone. */
    EXECUTION_OUTPUT_BYTES = 8_388_608;
    /** Connections to Postgres this process may open, beside four for claims. */
    DATABASE_POOL = 12;
    /** Longest a statement may take; Postgres counts as gone when it says nothing for three seconds more. */
    STATEMENT_TIMEOUT_MS = 10_000;
    /** Time `SIGTERM` leaves to finish or hand back what runs. */
    SHUTDOWN_MS = 8000;
    /** Proxies in front of us, as CIDR ranges separated by commas; only their X-Forwarded-For counts. */
    TRUSTED_PROXIES;
    /** Private ranges the outbound client may call, as CIDR ranges separated by commas. */
    OUTBOUND_ALLOW;
    /** Days finished executions, events and deliveries are kept. */
    RETENTION_DAYS = 90;
    /** Apply migrations at start (`signet up` does); otherwise `signet migrate` is run apart. */
    MIGRATE_ON_START = false;
    /** Executions all tenants together may have in one calendar day (UTC); 0: no limit. */
    LIMIT_PER_DAY = 0;
    /** Executions all tenants together may have in one calendar month (UTC); 0: no limit. */
    LIMIT_PER_MONTH = 0;
    /** Executions that may run at the same time on all workers together; 0: as many as the workers take. The same in every process. */
    LIMIT_CONCURRENCY = 0;
    /** What becomes of an execution over `LIMIT_CONCURRENCY`: it waits, ends `cancelled`, or ends `dead`. */
    LIMIT_OVERFLOW = 'queue';
    /** Longest time one attempt of any execution may take; 0: no limit. */
    LIMIT_TIMEOUT_MS = 0;
    /** Users from whom one workflow may take something away (disable, delete, revoke) within `BLAST_RADIUS_WINDOW_MS` before a person is asked; 0: any number. */
    BLAST_RADIUS_USERS = 100;
    /** Time within which those users are counted. */
    BLAST_RADIUS_WINDOW_MS = 3_600_000;
    /** Percent of the users of a built-in directory that those users may be, once they are more than 10; 0: any. */
    BLAST_RADIUS_SHARE_PERCENT = 25;
    /** Window in which `WEBHOOK_THROTTLE_LIMIT` requests may come, in milliseconds. */
    WEBHOOK_THROTTLE_TTL = 60_000;
    /** Requests a hook that says `requests: default` takes in that window: 100 when this is not set. Once it is set, it holds for every hook that says nothing; 0: no limit. */
    WEBHOOK_THROTTLE_LIMIT;
    /** Base URL of an OpenTelemetry collector that takes OTLP/HTTP, like `http://collector:4318`; spans go to `/v1/traces` there. Without it no spans are made. */
    OTEL_EXPORTER_OTLP_ENDPOINT;
    /** Name of this service in traces. */
    OTEL_SERVICE_NAME = 'signet';
    /** Which traces are kept; `parentbased_` leaves the choice to the sender where it made one. */
    OTEL_TRACES_SAMPLER = 'parentbased_always_on';
    /** Part of the traces that `traceidratio` and `parentbased_traceidratio` keep, from 0 to 1. */
    OTEL_TRACES_SAMPLER_ARG = 1;
}
__decorate([
    IsIn(['all', 'web', 'worker'], { message: 'must be all, web or worker' }),
    __metadata("design:type", String)
], Environment.prototype, "ROLE", void 0);
__decorate([
    Matches(/^postgres(ql)?:\/\//, { message: 'must start with postgres://' }),
    __metadata("design:type", String)
], Environment.prototype, "DATABASE_URL", void 0);
__decorate([
    IsOptional(),
    Matches(/^rediss?:\/\//, { message: 'must start with redis:// or rediss://' }),
    __metadata("design:type", String)
], Environment.prototype, "REDIS_URL", void 0);
__decorate([
    Matches(/^[\w:-]{1,40}$/, { message: 'must be 1 to 40 letters, digits, _ : or -' }),
    __metadata("design:type", String)
], Environment.prototype, "REDIS_PREFIX", void 0);
__decorate([
    Matches(/^[A-Za-z0-9+/]{43}=$/, { message: 'must be 32 bytes in base64 (openssl rand -base64 32)' }),
    __metadata("design:type", String)
], Environment.prototype, "SIGNET_MASTER_KEY", void 0);
__decorate([
    IsOptional(),
    Matches(/^\S{24,256}$/, { message: 'must be 24 to 256 characters without spaces' }),
    __metadata("design:type", String)
], Environment.prototype, "ADMIN_TOKEN", void 0);
__decorate([
    IsString(),
    __metadata("design:type", String)
], Environment.prototype, "HOST", void 0);
__decorate([
    WholeNumber(0, 65_535),
    __metadata("design:type", Number)
], Environment.prototype, "PORT", void 0);
__decorate([
    IsOptional(),
    Matches(/^https?:\/\/\S+$/, { message: 'must be an http or https URL' }),
    __metadata("design:type", String)
], Environment.prototype, "PUBLIC_URL", void 0);
__decorate([
    IsOptional(),
    IsString(),
    __metadata("design:type", String)
], Environment.prototype, "WORKFLOWS_DIR", void 0);
__decorate([
    IsIn(LOG_LEVELS, { message: 'must be trace, debug, info, warn, error or silent' }),
    __metadata("design:type", String)
], Environment.prototype, "LOG_LEVEL", void 0);
__decorate([
    WholeNumber(1024, 16_777_216),
    __metadata("design:type", Number)
], Environment.prototype, "HOOK_BODY_LIMIT_BYTES", void 0);
__decorate([
    WholeNumber(10, 60_000),
    __metadata("design:type", Number)
], Environment.prototype, "HOOK_QUEUE_MS", void 0);
__decorate([
    WholeNumber(1, 400),
    __metadata("design:type", Number)
], Environment.prototype, "DEDUPE_DAYS", void 0);
__decorate([
    WholeNumber(0, 300_000),
    __metadata("design:type", Number)
], Environment.prototype, "WAIT_MS", void 0);
__decorate([
    WholeNumber(1, 100_000),
    __metadata("design:type", Number)
], Environment.prototype, "WAIT_LIMIT", void 0);
__decorate([
    WholeNumber(1, 100_000),
    __metadata("design:type", Number)
], Environment.prototype, "STREAM_LIMIT", void 0);
__decorate([
    WholeNumber(1, 5000),
    __metadata("design:type", Number)
], Environment.prototype, "WORKER_CONCURRENCY", void 0);
__decorate([
    WholeNumber(1000, 600_000),
    __metadata("design:type", Number)
], Environment.prototype, "LEASE_MS", void 0);
__decorate([
    WholeNumber(50, 60_000),
    __metadata("design:type", Number)
], Environment.prototype, "SWEEP_MS", void 0);
__decorate([
    WholeNumber(10, 60_000),
    __metadata("design:type", Number)
], Environment.prototype, "POLL_MS", void 0);
__decorate([
    WholeNumber(1024, 268_435_456),
    __metadata("design:type", Number)
], Environment.prototype, "EXECUTION_OUTPUT_BYTES", void 0);
__decorate([
    WholeNumber(2, 200),
    __metadata("design:type", Number)
], Environment.prototype, "DATABASE_POOL", void 0);
__decorate([
    WholeNumber(500, 600_000),
    __metadata("design:type", Number)
], Environment.prototype, "STATEMENT_TIMEOUT_MS", void 0);
__decorate([
    WholeNumber(0, 60_000),
    __metadata("design:type", Number)
], Environment.prototype, "SHUTDOWN_MS", void 0);
__decorate([
    IsOptional(),
    IsRangeList(),
    __metadata("design:type", String)
], Environment.prototype, "TRUSTED_PROXIES", void 0);
__decorate([
    IsOptional(),
    IsRangeList(),
    __metadata("design:type", String)
], Environment.prototype, "OUTBOUND_ALLOW", void 0);
__decorate([
    WholeNumber(1, 3650),
    __metadata("design:type", Number)
], Environment.prototype, "RETENTION_DAYS", void 0);
__decorate([
    IsSwitch(),
    __metadata("design:type", Boolean)
], Environment.prototype, "MIGRATE_ON_START", void 0);
__decorate([
    WholeNumber(0, 1_000_000_000),
    __metadata("design:type", Number)
], Environment.prototype, "LIMIT_PER_DAY", void 0);
__decorate([
    WholeNumber(0, 1_000_000_000),
    __metadata("design:type", Number)
], Environment.prototype, "LIMIT_PER_MONTH", void 0);
__decorate([
    WholeNumber(0, 1_000_000),
    __metadata("design:type", Number)
], Environment.prototype, "LIMIT_CONCURRENCY", void 0);
__decorate([
    IsIn(['queue', 'cancel', 'fail'], { message: 'must be queue, cancel or fail' }),
    __metadata("design:type", String)
], Environment.prototype, "LIMIT_OVERFLOW", void 0);
__decorate([
    WholeNumber(0, 604_800_000),
    __metadata("design:type", Number)
], Environment.prototype, "LIMIT_TIMEOUT_MS", void 0);
__decorate([
    WholeNumber(0, 1_000_000),
    __metadata("design:type", Number)
], Environment.prototype, "BLAST_RADIUS_USERS", void 0);
__decorate([
    WholeNumber(1000, 2_678_400_000),
    __metadata("design:type", Number)
], Environment.prototype, "BLAST_RADIUS_WINDOW_MS", void 0);
__decorate([
    WholeNumber(0, 100),
    __metadata("design:type", Number)
], Environment.prototype, "BLAST_RADIUS_SHARE_PERCENT", void 0);
__decorate([
    WholeNumber(1000, 86_400_000),
    __metadata("design:type", Number)
], Environment.prototype, "WEBHOOK_THROTTLE_TTL", void 0);
__decorate([
    IsOptional(),
    WholeNumber(0, 1_000_000),
    __metadata("design:type", Number)
], Environment.prototype, "WEBHOOK_THROTTLE_LIMIT", void 0);
__decorate([
    IsOptional(),
    Matches(/^https?:\/\/[^\s@?#]+$/, { message: 'must be an http or https URL, without user or query' }),
    __metadata("design:type", String)
], Environment.prototype, "OTEL_EXPORTER_OTLP_ENDPOINT", void 0);
__decorate([
    Matches(/^\S+$/, { message: 'must have no spaces' }),
    __metadata("design:type", String)
], Environment.prototype, "OTEL_SERVICE_NAME", void 0);
__decorate([
    IsIn(TRACE_SAMPLERS, { message: `must be one of ${TRACE_SAMPLERS.join(', ')}` }),
    __metadata("design:type", Object)
], Environment.prototype, "OTEL_TRACES_SAMPLER", void 0);
__decorate([
    Type(() => Number),
    IsNumber({}, { message: 'must be a number' }),
    Min(0, { message: 'must be at least 0' }),
    Max(1, { message: 'must be at most 1' }),
    __metadata("design:type", Number)
], Environment.prototype, "OTEL_TRACES_SAMPLER_ARG", void 0);
//# sourceMappingURL=environment.js.map