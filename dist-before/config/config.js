import { readFileSync } from 'node:fs';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { ConfigInvalid } from '../errors/errors.js';
import { Environment } from './environment.js';
import { misspeltIn } from './misspelt.js';
/** Token Nest injects the frozen Config under. */
export const CONFIG = Symbol('CONFIG');
/** Validates `env` whole; throws ConfigInvalid naming every fault by variable and rule, never by value. */
export function loadConfig(env) {
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
function missingText(name, misspelt) {
    const typed = misspelt.find(({ meant }) => meant === name || meant === `${name}_FILE`);
    return typed === undefined ? 'is not set; it ' : `is not set, ${typed.name} is; it `;
}
function withFiles(env) {
    const values = { ...env };
    const unread = new Map();
    for (const [name, path] of Object.entries(env)) {
        const target = name.replace(/_FILE$/, '');
        if (target === name || !path || !VARIABLES.has(target) || env[target]) {
            continue;
        }
        try {
            values[target] = readFileSync(path, 'utf8').trim();
        }
        catch (error) {
            const code = error.code ?? 'unknown';
            unread.set(target, `${name}: cannot be read (${code})`);
        }
    }
    return { values, unread };
}
/** Every variable Signet knows, by name. */
export const VARIABLES = new Set([
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
const list = (text) => (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
function toConfig(e) {
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
function tracesOf(e) {
    const endpoint = e.OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/\/+$/, '');
    const { OTEL_SERVICE_NAME: serviceName, OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: ratio } = e;
    return endpoint === undefined ? null : { endpoint, serviceName, sampler, ratio };
}
function instanceLimits(e) {
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
function throttleOf({ WEBHOOK_THROTTLE_LIMIT: given, WEBHOOK_THROTTLE_TTL: windowMs }) {
    const limit = given ?? STANDARD_REQUESTS;
    const standard = limit === 0 ? null : { limit, windowMs };
    return { standard, unsaid: given === undefined ? null : standard };
}
function deepFreeze(value) {
    if (value !== null && typeof value === 'object' && !Buffer.isBuffer(value)) {
        Object.values(value).forEach(deepFreeze);
        Object.freeze(value);
    }
    return value;
}
//# sourceMappingURL=config.js.map