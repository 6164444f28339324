import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigInvalid } from '../errors/errors.js';
import { loadConfig, VARIABLES } from './config.js';
import { Environment } from './environment.js';

const KEY = Buffer.alloc(32, 7).toString('base64');
const LEAST = { DATABASE_URL: 'postgres://signet@db/signet', SIGNET_MASTER_KEY: KEY };

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'signet-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigInvalid) {
      return error.faults;
    }
    throw error;
  }
  return [];
}

const namesOf = (faults: readonly string[]) => new Set(faults.map((fault) => fault.split(':')[0]));

function fileOf(content: string): string {
  const path = join(folder, `${Math.random()}`);
  writeFileSync(path, content);
  return path;
}

describe('the configuration', () => {
  it('needs a database and a key, and has a value for everything else', () => {
    const config = loadConfig(LEAST);
    expect(config).toMatchObject({ role: 'all', redis: null, adminToken: null, logLevel: 'info' });
    expect(config.masterKey).toEqual(Buffer.alloc(32, 7));
    expect(config.http).toEqual({ host: '127.0.0.1', port: 8080, publicUrl: null, trustedProxies: [] });
    expect(namesOf(faultsOf({}))).toEqual(new Set(['DATABASE_URL', 'SIGNET_MASTER_KEY']));
  });

  it('says what is missing, and what was given in its place', () => {
    expect(faultsOf({ DATABSE_URL: 'postgres://db', LOG_LEVEL: 'loud' })).toEqual([
      'DATABASE_URL: is not set, DATABSE_URL is; it must start with postgres://',
      'SIGNET_MASTER_KEY: is not set; it must be 32 bytes in base64 (openssl rand -base64 32)',
      'LOG_LEVEL: must be trace, debug, info, warn, error or silent',
    ]);
  });

  it('knows variables that are nearly one of its own', () => {
    const near = {
      WORKER_CONCURENCY: '5',
      SIGNET_MASTERKEY_FILE: '/x',
      SIGNET_URL: 'x',
      HOSTS: 'x',
      PATH: 'x',
    };
    expect(loadConfig({ ...LEAST, ...near }).misspelt).toEqual([
      { name: 'WORKER_CONCURENCY', meant: 'WORKER_CONCURRENCY' },
      { name: 'SIGNET_MASTERKEY_FILE', meant: 'SIGNET_MASTER_KEY_FILE' },
    ]);
  });

  it('takes what it is given', () => {
    const config = loadConfig({
      ...LEAST,
      ROLE: 'worker',
      PORT: '0',
      REDIS_URL: 'rediss://cache',
      PUBLIC_URL: 'https://signet.example.com//',
      TRUSTED_PROXIES: '10.0.0.0/8, ::1,',
      MIGRATE_ON_START: 'Yes',
    });
    expect(config.http).toMatchObject({ port: 0, publicUrl: 'https://signet.example.com' });
    expect(config.http.trustedProxies).toEqual(['10.0.0.0/8', '::1']);
    expect(config.redis).toEqual({ url: 'rediss://cache', prefix: 'signet' });
    expect([config.role, config.database.migrateOnStart]).toEqual(['worker', true]);
  });

  it('says every fault at once', () => {
    const wrong = {
      ROLE: 'boss',
      DATABASE_URL: 'mysql://db',
      REDIS_URL: 'http://cache',
      REDIS_PREFIX: 'a b',
      SIGNET_MASTER_KEY: 'short',
      ADMIN_TOKEN: 'short',
      PORT: '65536',
      PUBLIC_URL: 'signet.example.com',
      LOG_LEVEL: 'loud',
      HOOK_BODY_LIMIT_BYTES: '1.5',
      WORKER_CONCURRENCY: 'many',
      LEASE_MS: '-1',
      TRUSTED_PROXIES: '10.0.0.0/33',
      OUTBOUND_ALLOW: 'localhost',
      MIGRATE_ON_START: 'perhaps',
    };
    expect(namesOf(faultsOf({ ...wrong, WORKFLOWS_DIR_FILE: '/no/such/file' }))).toEqual(
      new Set([...Object.keys(wrong), 'WORKFLOWS_DIR_FILE']),
    );
  });

  it('never repeats a value', () => {
    const value = fc.stringMatching(/^[g-z]{12,30}$/);
    fc.assert(
      fc.property(value, fc.constantFrom(...VARIABLES), (text, name) => {
        expect(faultsOf({ ...LEAST, [name]: text }).join()).not.toContain(text);
        expect(faultsOf({ ...LEAST, [name]: '', [`${name}_FILE`]: fileOf(text) }).join()).not.toContain(text);
      }),
    );
  });

  it('counts an empty variable as not given', () => {
    expect(loadConfig({ ...LEAST, PORT: '', ROLE: ' ', REDIS_URL: '' })).toMatchObject({
      role: 'all',
      redis: null,
    });
    expect(namesOf(faultsOf({ ...LEAST, SIGNET_MASTER_KEY: '' }))).toEqual(new Set(['SIGNET_MASTER_KEY']));
  });

  it('reads any variable from a file, without the newline at its end', () => {
    const { SIGNET_MASTER_KEY: _, ...rest } = LEAST;
    const env = { ...rest, SIGNET_MASTER_KEY_FILE: fileOf(`${KEY}\n`), PORT_FILE: fileOf('1234') };
    expect(loadConfig(env)).toMatchObject({ masterKey: Buffer.alloc(32, 7), http: { port: 1234 } });
    expect(loadConfig({ ...env, PORT: '99' }).http.port).toBe(99);
    expect(faultsOf({ ...rest, SIGNET_MASTER_KEY_FILE: folder })).toEqual([
      'SIGNET_MASTER_KEY_FILE: cannot be read (EISDIR)',
    ]);
    expect(faultsOf({ ...LEAST, SOMETHING_FILE: '/no/such/file' })).toEqual([]);
  });

  it.each(['10.0.0.1', '10.0.0.0/8,fd00::/8', '::ffff:10.0.0.0/104', ''])('takes %j as ranges', (text) => {
    expect(faultsOf({ ...LEAST, TRUSTED_PROXIES: text, OUTBOUND_ALLOW: text })).toEqual([]);
  });

  it.each([
    '10.0.0.0/33',
    '10.1',
    '0x7f.0.0.1',
    'fe80::1%eth0',
    '::/129',
    'all',
    '::ffff:10.0.0.0/8',
    '10.0.0.0/8/8',
    '10.0.0.0/-1',
  ])('refuses %j as ranges', (text) => {
    const faults = faultsOf({ ...LEAST, TRUSTED_PROXIES: text, OUTBOUND_ALLOW: text });
    expect(namesOf(faults)).toEqual(new Set(['OUTBOUND_ALLOW', 'TRUSTED_PROXIES']));
  });

  it('has no limits unless some are given, and none for nothing', () => {
    const standard = { limit: 100, windowMs: 60_000 };
    expect(loadConfig({ ...LEAST, LIMIT_PER_DAY: '0' })).toMatchObject({
      limits: {},
      throttle: { standard, unsaid: null },
    });
    const given = {
      LIMIT_PER_DAY: '5',
      LIMIT_CONCURRENCY: '3',
      LIMIT_OVERFLOW: 'fail',
      LIMIT_TIMEOUT_MS: '1000',
    };
    expect(loadConfig({ ...LEAST, ...given }).limits).toEqual({
      perDay: 5,
      concurrency: { limit: 3, overflow: 'fail' },
      timeoutMs: 1000,
    });
  });

  it('throttles hooks that say nothing once somebody says how much', () => {
    const throttleOf = (env: Record<string, string>) => loadConfig({ ...LEAST, ...env }).throttle;
    const five = { limit: 5, windowMs: 10_000 };
    expect(throttleOf({ WEBHOOK_THROTTLE_LIMIT: '5', WEBHOOK_THROTTLE_TTL: '10000' })).toEqual({
      standard: five,
      unsaid: five,
    });
    expect(throttleOf({ WEBHOOK_THROTTLE_LIMIT: '0' })).toEqual({ standard: null, unsaid: null });
  });

  it('cannot be changed by anybody', () => {
    const config = loadConfig(LEAST);
    expect(() => Object.assign(config, { role: 'web' })).toThrow(TypeError);
    expect(() => Object.assign(config.http, { port: 1 })).toThrow(TypeError);
  });
});

describe('.env.example', () => {
  const source = readFileSync(new URL('environment.ts', import.meta.url), 'utf8');
  const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');

  it('has each variable with its default, as documented', () => {
    const defaults = new Environment() as unknown as Record<string, string | number | boolean | undefined>;
    const fields = [...source.matchAll(/\/\*\* (.+) \*\/\n(?: {2}@.+\n)+ {2}([A-Z_]+)[!?:]/g)];
    expect(new Set(fields.map(([, , name]) => name))).toEqual(VARIABLES);
    const expected = fields.map(([, doc, name]) => `# ${doc}\n${name}=${defaults[name!] ?? ''}\n`);
    expect(example.split('\n\n').slice(1).join('\n\n')).toBe(expected.join('\n'));
  });

  it('starts once the two that have no default are filled in', () => {
    const lines = example.split('\n').filter((line) => /^[A-Z]/.test(line));
    const env = Object.fromEntries(lines.map((line) => line.split('=', 2) as [string, string]));
    expect(namesOf(faultsOf(env))).toEqual(new Set(['DATABASE_URL', 'SIGNET_MASTER_KEY']));
    expect(loadConfig({ ...env, ...LEAST })).toEqual(loadConfig(LEAST));
  });
});
