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
] as const;

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'];

/** 32 bytes in base64. */
export const MASTER_KEY = /^[A-Za-z0-9+/]{43}=$/;

/** What operators type: one field per variable. Any of them may be given as `NAME_FILE`, a path to read it from. */
export class Environment {
  /** Part of Signet this process plays: `all`, `web` (doors and API) or `worker` (runs executions). */
  @IsIn(['all', 'web', 'worker'], { message: 'must be all, web or worker' })
  ROLE: 'all' | 'web' | 'worker' = 'all';

  /** Postgres connection string. */
  @Matches(/^postgres(ql)?:\/\//, { message: 'must start with postgres://' })
  DATABASE_URL!: string;

  /** Redis connection string; without it the ledger alone dispatches. */
  @IsOptional()
  @Matches(/^rediss?:\/\//, { message: 'must start with redis:// or rediss://' })
  REDIS_URL?: string;

  /** Prefix of every Redis key; deployments that share one Redis need one each. */
  @Matches(/^[\w:-]{1,40}$/, { message: 'must be 1 to 40 letters, digits, _ : or -' })
  REDIS_PREFIX: string = 'signet';

  /** Key that opens what is sealed at rest: 32 bytes in base64. Keep it: without it stored secrets are lost. */
  @Matches(MASTER_KEY, { message: 'must be 32 bytes in base64 (openssl rand -base64 32)' })
  SIGNET_MASTER_KEY!: string;

  /** First admin token, at least 24 characters; recorded as a digest at start when given. */
  @IsOptional()
  @Matches(/^\S{24,256}$/, { message: 'must be 24 to 256 characters without spaces' })
  ADMIN_TOKEN?: string;

  /** Address the servers listen on. */
  @IsString()
  HOST: string = '127.0.0.1';

  /** Port the servers listen on; 0 takes a free one. */
  @WholeNumber(0, 65_535)
  PORT: number = 8080;

  /** Address senders reach us by; used to print hook URLs. */
  @IsOptional()
  @Matches(/^https?:\/\/\S+$/, { message: 'must be an http or https URL' })
  PUBLIC_URL?: string;

  /** Folder of workflow files, loaded at start and on change. */
  @IsOptional()
  @IsString()
  WORKFLOWS_DIR?: string;

  /** Least level that is logged. */
  @IsIn(LOG_LEVELS, { message: 'must be trace, debug, info, warn, error or silent' })
  LOG_LEVEL: string = 'info';

  /** Largest body a hook takes, in bytes. */
  @WholeNumber(1024, 16_777_216)
  HOOK_BODY_LIMIT_BYTES: number = 524_288;

  /** Longest the first in line may wait for its commit to begin; while it does, others are answered 503 at once. */
  @WholeNumber(10, 60_000)
  HOOK_QUEUE_MS: number = 500;

  /** Days a dedupe key is remembered. */
  @WholeNumber(1, 400)
  DEDUPE_DAYS: number = 30;

  /** Longest a caller waits for an execution to end; past it the answer is 202 and where to look. */
  @WholeNumber(0, 300_000)
  WAIT_MS: number = 30_000;

  /** Callers that may wait in one process at the same time; one more is answered 202 at once. */
  @WholeNumber(1, 100_000)
  WAIT_LIMIT: number = 5000;

  /** Streams of events that may be open in one process at the same time. */
  @WholeNumber(1, 100_000)
  STREAM_LIMIT: number = 1000;

  /** Executions one worker runs at the same time. */
  @WholeNumber(1, 5000)
  WORKER_CONCURRENCY: number = 500;

  /** How long a worker may be silent before its executions are taken over. */
  @WholeNumber(1000, 600_000)
  LEASE_MS: number = 15_000;

  /** How often a worker looks for due work nobody rang for while the doorbell works. */
  @WholeNumber(50, 60_000)
  SWEEP_MS: number = 1000;

  /** How often it looks while the doorbell is silent (no Redis). */
  @WholeNumber(10, 60_000)
  POLL_MS: number = 100;

  /** Bytes of task outputs one execution keeps, as JSON; past it an output is recorded by its size alone. */
  @WholeNumber(1024, 268_435_456)
  EXECUTION_OUTPUT_BYTES: number = 8_388_608;

  /** Connections to Postgres this process may open, beside four for claims. */
  @WholeNumber(2, 200)
  DATABASE_POOL: number = 12;

  /** Longest a statement may take; Postgres counts as gone when it says nothing for three seconds more. */
  @WholeNumber(500, 600_000)
  STATEMENT_TIMEOUT_MS: number = 10_000;

  /** Time `SIGTERM` leaves to finish or hand back what runs. */
  @WholeNumber(0, 60_000)
  SHUTDOWN_MS: number = 8000;

  /** Proxies in front of us, as CIDR ranges separated by commas; only their X-Forwarded-For counts. */
  @IsOptional()
  @IsRangeList()
  TRUSTED_PROXIES?: string;

  /** Private ranges the outbound client may call, as CIDR ranges separated by commas. */
  @IsOptional()
  @IsRangeList()
  OUTBOUND_ALLOW?: string;

  /** Days finished executions, events and deliveries are kept. */
  @WholeNumber(1, 3650)
  RETENTION_DAYS: number = 90;

  /** Apply migrations at start (`signet up` does); otherwise `signet migrate` is run apart. */
  @IsSwitch()
  MIGRATE_ON_START: boolean = false;

  /** Executions all tenants together may have in one calendar day (UTC); 0: no limit. */
  @WholeNumber(0, 1_000_000_000)
  LIMIT_PER_DAY: number = 0;

  /** Executions all tenants together may have in one calendar month (UTC); 0: no limit. */
  @WholeNumber(0, 1_000_000_000)
  LIMIT_PER_MONTH: number = 0;

  /** Executions that may run at the same time on all workers together; 0: as many as the workers take. The same in every process. */
  @WholeNumber(0, 1_000_000)
  LIMIT_CONCURRENCY: number = 0;

  /** What becomes of an execution over `LIMIT_CONCURRENCY`: it waits, ends `cancelled`, or ends `dead`. */
  @IsIn(['queue', 'cancel', 'fail'], { message: 'must be queue, cancel or fail' })
  LIMIT_OVERFLOW: 'queue' | 'cancel' | 'fail' = 'queue';

  /** Longest time one attempt of any execution may take; 0: no limit. */
  @WholeNumber(0, 604_800_000)
  LIMIT_TIMEOUT_MS: number = 0;

  /** Users from whom one workflow may take something away (disable, delete, revoke) within `BLAST_RADIUS_WINDOW_MS` before a person is asked; 0: any number. */
  @WholeNumber(0, 1_000_000)
  BLAST_RADIUS_USERS: number = 100;

  /** Time within which those users are counted. */
  @WholeNumber(1000, 2_678_400_000)
  BLAST_RADIUS_WINDOW_MS: number = 3_600_000;

  /** Percent of the users of a built-in directory that those users may be, once they are more than 10; 0: any. */
  @WholeNumber(0, 100)
  BLAST_RADIUS_SHARE_PERCENT: number = 25;

  /** Window in which `WEBHOOK_THROTTLE_LIMIT` requests may come, in milliseconds. */
  @WholeNumber(1000, 86_400_000)
  WEBHOOK_THROTTLE_TTL: number = 60_000;

  /** Requests a hook that says `requests: default` takes in that window: 100 when this is not set. Once it is set, it holds for every hook that says nothing; 0: no limit. */
  @IsOptional()
  @WholeNumber(0, 1_000_000)
  WEBHOOK_THROTTLE_LIMIT?: number;

  /** Base URL of an OpenTelemetry collector that takes OTLP/HTTP, like `http://collector:4318`; spans go to `/v1/traces` there. Without it no spans are made. */
  @IsOptional()
  @Matches(/^https?:\/\/[^\s@?#]+$/, { message: 'must be an http or https URL, without user or query' })
  OTEL_EXPORTER_OTLP_ENDPOINT?: string;

  /** Name of this service in traces. */
  @Matches(/^\S+$/, { message: 'must have no spaces' })
  OTEL_SERVICE_NAME: string = 'signet';

  /** Which traces are kept; `parentbased_` leaves the choice to the sender where it made one. */
  @IsIn(TRACE_SAMPLERS, { message: `must be one of ${TRACE_SAMPLERS.join(', ')}` })
  OTEL_TRACES_SAMPLER: (typeof TRACE_SAMPLERS)[number] = 'parentbased_always_on';

  /** Part of the traces that `traceidratio` and `parentbased_traceidratio` keep, from 0 to 1. */
  @Type(() => Number)
  @IsNumber({}, { message: 'must be a number' })
  @Min(0, { message: 'must be at least 0' })
  @Max(1, { message: 'must be at most 1' })
  OTEL_TRACES_SAMPLER_ARG: number = 1;
}
