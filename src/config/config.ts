import { readFileSync } from 'node:fs';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { ConfigInvalid } from '../errors/errors.js';
import { Environment } from './environment.js';
import { type Misspelt, misspeltIn } from './misspelt.js';
import type { BlastRadius, Limits, RequestLimit } from './limits.js';

/** What the code reads: validated, nested, frozen. */
export interface Config {
  readonly role: 'all' | 'web' | 'worker';
  readonly database: {
    readonly url: string;
    readonly pool: number;
    readonly statementTimeoutMs: number;
    readonly migrateOnStart: boolean;
  };
  readonly redis: { readonly url: string; readonly prefix: string } | null;
  readonly masterKey: Buffer;
  readonly adminToken: string | null;
  readonly http: {
    readonly host: string;
    readonly port: number;
    readonly publicUrl: string | null;
    readonly trustedProxies: readonly string[];
  };
  readonly intake: {
    readonly bodyLimitBytes: number;
    /** Longest the first in line may have waited for its commit to begin when one more is taken. */
    readonly queueMs: number;
    readonly dedupeDays: number;
  };
  readonly answers: {
    readonly waitMs: number;
    readonly waitLimit: number;
    readonly streamLimit: number;
  };
  readonly worker: {
    readonly concurrency: number;
    readonly leaseMs: number;
    readonly sweepMs: number;
    readonly pollMs: number;
    /** Of all outputs one execution keeps. */
    readonly outputBytes: number;
  };
  /** Of the whole instance. */
  readonly limits: Limits;
  /** Of workflows that do not say otherwise. */
  readonly blastRadius: BlastRadius;
  readonly throttle: {
    /** For hooks that say `requests: default`; null: no limit. */
    readonly standard: RequestLimit | null;
    /** For hooks that say nothing. */
    readonly unsaid: RequestLimit | null;
  };
  /** Null: no spans are made. */
  readonly traces: {
    /** Base URL of the collector's OTLP/HTTP, without a slash at its end. */
    readonly endpoint: string;
    readonly serviceName: string;
    readonly sampler: Environment['OTEL_TRACES_SAMPLER'];
    /** Part of the traces that is kept, for the samplers that go by it. */
    readonly ratio: number;
  } | null;
  readonly outboundAllow: readonly string[];
  readonly workflowsDir: string | null;
  readonly retentionDays: number;
  readonly shutdownMs: number;
  readonly logLevel: string;
  /** Variables that are set and nobody reads. */
  readonly misspelt: readonly Misspelt[];
}

/** Token Nest injects the frozen Config under. */
export const CONFIG = Symbol('CONFIG');

/** Validates `env` whole; throws ConfigInvalid naming every fault by variable and rule, never by value. */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const { values, unread } = withFiles(env);
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value?.trim() !== ''));
  const misspelt = misspeltIn(env, VARIABLES);
  const environment = plainToInstance(Environment, given, { exposeDefaultValues: true });
  const faults = validateSync(environment)
    .filter(({ property }) => !unread.has(property))
    .map(({ property, constraints = {} }) => {
      const isThere = Object.hasOwn(given, property);
      return `${property}: ${isThere ? '' : missingText(property, misspelt)}${Object.values(constraints).join(', ')}`;
    });
  if (faults.length + unread.size > 0) {
    throw new ConfigInvalid([...unread.values(), ...faults]);
  }
  return deepFreeze({ ...toConfig(environment), misspelt });
}

function missingText(name: string, misspelt: readonly Misspelt[]): string {
  const typed = misspelt.find(({ meant }) => meant === name || meant === `${name}_FILE`);
  return typed === undefined ? 'is not set; it ' : `is not set, ${typed.name} is; it `;
}

interface Given {
  readonly values: Readonly<Record<string, string | undefined>>;
  /** Faults of files that could not be read, by the variable they are for. */
  readonly unread: ReadonlyMap<string, string>;
}

function withFiles(env: NodeJS.ProcessEnv): Given {
  const values: Record<string, string | undefined> = { ...env };
  const unread = new Map<string, string>();
  for (const [name, path] of Object.entries(env)) {
    const target = name.replace(/_FILE$/, '');
    if (target === name || !path || !VARIABLES.has(target) || env[target]) {
      continue;
    }
    try {
      values[target] = readFileSync(path, 'utf8').trim();
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
      unread.set(target, `${name}: cannot be read (${code})`);
    }
  }
  return { values, unread };
}

/** Every variable Signet knows, by name. */
export const VARIABLES: ReadonlySet<string> = new Set([
  ...Object.keys(new Environment()),
  'DATABASE_URL',
  'REDIS_URL',
  'SIGNET_MASTER_KEY',
  'ADMIN_TOKEN',
  'PUBLIC_URL',
  'WORKFLOWS_DIR',
  'TRUSTED_PROXIES',
  'OUTBOUND_ALLOW',
  'WEBHOOK_THROTTLE_LIMIT',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
]);

const list = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

function toConfig(e: Environment): Omit<Config, 'misspelt'> {
  return {
    role: e.ROLE,
    database: {
      url: e.DATABASE_URL,
      pool: e.DATABASE_POOL,
      statementTimeoutMs: e.STATEMENT_TIMEOUT_MS,
      migrateOnStart: e.MIGRATE_ON_START,
    },
    redis: e.REDIS_URL ? { url: e.REDIS_URL, prefix: e.REDIS_PREFIX } : null,
    masterKey: Buffer.from(e.SIGNET_MASTER_KEY, 'base64'),
    adminToken: e.ADMIN_TOKEN ?? null,
    http: {
      host: e.HOST,
      port: e.PORT,
      publicUrl: e.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
      trustedProxies: list(e.TRUSTED_PROXIES),
    },
    intake: {
      bodyLimitBytes: e.HOOK_BODY_LIMIT_BYTES,
      queueMs: e.HOOK_QUEUE_MS,
      dedupeDays: e.DEDUPE_DAYS,
    },
    answers: { waitMs: e.WAIT_MS, waitLimit: e.WAIT_LIMIT, streamLimit: e.STREAM_LIMIT },
    worker: {
      concurrency: e.WORKER_CONCURRENCY,
      leaseMs: e.LEASE_MS,
      sweepMs: e.SWEEP_MS,
      pollMs: e.POLL_MS,
      outputBytes: e.EXECUTION_OUTPUT_BYTES,
    },
    limits: instanceLimits(e),
    blastRadius: {
      users: e.BLAST_RADIUS_USERS,
      windowMs: e.BLAST_RADIUS_WINDOW_MS,
      share: e.BLAST_RADIUS_SHARE_PERCENT / 100,
    },
    throttle: throttleOf(e),
    traces: tracesOf(e),
    outboundAllow: list(e.OUTBOUND_ALLOW),
    workflowsDir: e.WORKFLOWS_DIR ?? null,
    retentionDays: e.RETENTION_DAYS,
    shutdownMs: e.SHUTDOWN_MS,
    logLevel: e.LOG_LEVEL,
  };
}

function tracesOf(e: Environment): Config['traces'] {
  const endpoint = e.OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/\/+$/, '');
  const { OTEL_SERVICE_NAME: serviceName, OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: ratio } = e;
  return endpoint === undefined ? null : { endpoint, serviceName, sampler, ratio };
}

function instanceLimits(e: Environment): Limits {
  return {
    ...(e.LIMIT_PER_DAY > 0 && { perDay: e.LIMIT_PER_DAY }),
    ...(e.LIMIT_PER_MONTH > 0 && { perMonth: e.LIMIT_PER_MONTH }),
    ...(e.LIMIT_CONCURRENCY > 0 && {
      concurrency: { limit: e.LIMIT_CONCURRENCY, overflow: e.LIMIT_OVERFLOW },
    }),
    ...(e.LIMIT_TIMEOUT_MS > 0 && { timeoutMs: e.LIMIT_TIMEOUT_MS }),
  };
}

/** As ToolJet documents it: so many requests a minute. */
const STANDARD_REQUESTS = 100;

function throttleOf({ WEBHOOK_THROTTLE_LIMIT: given, WEBHOOK_THROTTLE_TTL: windowMs }: Environment): {
  standard: RequestLimit | null;
  unsaid: RequestLimit | null;
} {
  const limit = given ?? STANDARD_REQUESTS;
  const standard = limit === 0 ? null : { limit, windowMs };
  return { standard, unsaid: given === undefined ? null : standard };
}

function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Buffer.isBuffer(value)) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
