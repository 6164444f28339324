import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Redis } from 'ioredis';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { AccessTokens } from '../../src/admin/access/access-tokens.service.js';
import { runCli } from '../../src/cli/program.js';
import { newId, systemClock } from '../../src/config/clock.js';
import { loadConfig } from '../../src/config/config.js';
import { createDataSource } from '../../src/database/data-source.js';
import { Upkeep } from '../../src/dispatch/upkeep.service.js';
import { examine, verdictOf } from '../../src/doctor/examine.js';
import type { Finding } from '../../src/doctor/finding.js';
import { type Asked, gather } from '../../src/doctor/gather.js';
import { MASTER_KEY, startTestSignet, type TestSignet } from '../support/a-signet.js';
import { startPostgres, type TestPostgres } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/ports.js';
import { startCluster, startRedis, type TestRedis } from '../support/redis.js';

const TOKEN = 'an-admin-token-of-some-length';
const PUBLIC_URL = 'https://hooks.example.com';

let redis: TestRedis;
/** Its own: that of the other tests does not write through. */
let database: TestPostgres;
let signet: TestSignet;
let dataSource: DataSource;

beforeAll(async () => {
  redis = await startRedis();
  database = await startPostgres();
  const worker = await startTestSignet({ databaseUrl: database.url, env: { ROLE: 'worker' } });
  await worker.part(Upkeep).look();
  await worker.stop(); // what is left behind on purpose here, nobody takes over
  signet = await startTestSignet({
    databaseUrl: database.url,
    env: { ROLE: 'web', ADMIN_TOKEN: TOKEN, REDIS_URL: redis.url, PUBLIC_URL, TRUSTED_PROXIES: '10.0.0.0/8' },
  });
  dataSource = await createDataSource({
    url: database.url,
    pool: 3,
    statementTimeoutMs: 20_000,
  }).initialize();
});
afterAll(async () => {
  await dataSource?.destroy();
  await signet?.stop();
  await redis?.stop();
  await database?.stop();
});

const settings = (): Record<string, string> => ({
  DATABASE_URL: database.url,
  REDIS_URL: redis.url,
  SIGNET_MASTER_KEY: MASTER_KEY.toString('base64'),
  PUBLIC_URL,
  TRUSTED_PROXIES: '10.0.0.0/8',
});

/** What a doctor finds, by check; `asked` may be another world, or another configuration. */
async function look(
  asked: Partial<Asked> = {},
  env: Record<string, string> = {},
): Promise<Record<string, Finding>> {
  const config = loadConfig({ ...settings(), ...env });
  const findings = examine(await gather({ config, clock: systemClock, dataSource, ...asked }));
  return Object.fromEntries(findings.map((finding) => [finding.check, finding]));
}

async function signetDoctor(
  args: readonly string[],
  env: Record<string, string>,
): Promise<{ code: number; said: string }> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const code = await runCli(['doctor', ...args], { env, cwd: '/', stdin, stdout, stderr });
  stdout.end();
  stderr.end();
  return { code, said: (await text(stdout)) + (await text(stderr)) };
}

/** Runs the check while something is as `breaking` leaves it. */
async function whileBroken<T>(breaking: string, mending: string, work: () => Promise<T>): Promise<T> {
  await dataSource.query(breaking);
  try {
    return await work();
  } finally {
    await dataSource.query(mending);
  }
}

const statusWhile = async (
  check: string,
  breaking: string,
  mending: string,
): Promise<Finding['status'] | undefined> =>
  whileBroken(breaking, mending, async () => (await look())[check]?.status);

describe('a doctor of a healthy deployment', () => {
  it('finds nothing to do', async () => {
    const found = await look();
    expect(Object.values(found).filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(Object.keys(found).length).toBeGreaterThan(12);
    expect(found['size']!.seen).toMatch(/MB/);
  });

  it('says so on the command line, with 0, and as JSON', async () => {
    const { code, said } = await signetDoctor([], settings());
    expect(code).toBe(0);
    expect(said).toMatch(/^ok {4}postgres {8}version 1\d/);
    const json = await signetDoctor(['--json', '--strict'], settings());
    expect(json.code).toBe(0);
    expect(JSON.parse(json.said)).toMatchObject({ status: 'ok' });
  });

  it('is content without a Redis', async () => {
    const config = loadConfig({ ...settings(), REDIS_URL: '' });
    expect((await look({ config }))['redis']).toMatchObject({ status: 'ok' });
  });
});

describe('a doctor finds', () => {
  it('a Redis that evicts keys, and one that does not answer', async () => {
    const client = new Redis(redis.url);
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    const evicting = (await look())['redis eviction'];
    await client.config('SET', 'maxmemory-policy', 'noeviction');
    client.disconnect();
    expect(evicting).toMatchObject({ status: 'fail', seen: 'allkeys-lru' });

    const nobody = `redis://:hidden@127.0.0.1:${await freePort()}`;
    const away = await look({}, { REDIS_URL: nobody });
    expect(away['redis']).toMatchObject({ status: 'warn', seen: 'cannot be asked: ECONNREFUSED' });
    expect(away['redis eviction']).toBeUndefined();
  });

  it('a Redis that takes no keys of ours, and one that is a cluster', async () => {
    const client = new Redis(redis.url);
    await client.config('SET', 'min-replicas-to-write', '1');
    const refusing = (await look())['redis'];
    await client.config('SET', 'min-replicas-to-write', '0');
    client.disconnect();
    expect(refusing).toMatchObject({ status: 'fail', seen: 'takes no key under REDIS_PREFIX: NOREPLICAS' });

    const cluster = await startCluster();
    const found = await look({}, { REDIS_URL: cluster.url });
    await cluster.stop();
    expect(found['redis']).toMatchObject({ status: 'fail', seen: 'runs as cluster' });
  });

  it('partitions that are not made ahead, and rows that had none', async () => {
    const rows: { name: string }[] = await dataSource.query(
      `select name from partition_view where parent = 'event' and to_at > now() + interval '8 days'`,
    );
    await dataSource.query(rows.map(({ name }) => `drop table ${name};`).join(' '));
    const few = (await look())['partitions'];
    while ((await dataSource.query('select signet_make_partition(4) as name'))[0].name !== null);
    expect(few!.status).toMatch(/warn|fail/);

    const id = '01400000-0000-7000-8000-000000000000'; // long ago
    const stray = await whileBroken(
      `insert into delivery_log (id, tenant, hook_id, outcome, status, method, bytes)
       values ('${id}', 'main', '${id}', 'accepted', 202, 'POST', 1)`,
      `delete from delivery_log where id = '${id}'`,
      async () => (await look())['partitions'],
    );
    expect(stray).toMatchObject({ status: 'warn', seen: expect.stringContaining('delivery_log') });
  });

  it('work that stands, leases that ran out, and dead letters', async () => {
    const open = (status: string, rest: string): string =>
      `insert into open_execution (id, tenant, event_id, workflow_id, revision, trigger_id, status, due_at, lease_until)
       values ('${newId()}', 'main', '${newId()}', '${newId()}', 1, 'hook', '${status}', ${rest})`;
    const gone = 'delete from open_execution';
    const due = (age: string) =>
      statusWhile('work due', open('pending', `now() - interval '${age}', null`), gone);
    expect([await due('1 second'), await due('2 minutes'), await due('1 hour')]).toEqual([
      'ok',
      'warn',
      'fail',
    ]);
    const leased = (age: string) =>
      statusWhile('leases', open('running', `now(), now() - interval '${age}'`), gone);
    expect([await leased('1 second'), await leased('5 minutes')]).toEqual(['ok', 'fail']);

    const letter = `insert into dead_letter (execution_id, tenant, workflow_id, revision, event_id, reason, error, fingerprint, attempts)
       values ('${newId()}', 'main', '${newId()}', 1, '${newId()}', 'permanent', '{}', 'f', 1)`;
    expect(await statusWhile('dead letters', letter, 'delete from dead_letter')).toBe('warn');
  });

  it('retention that nobody looks after, and weeks that are held', async () => {
    const mend = `update upkeep_run set finished_at = now(), report = jsonb_set(report, '{held}', '[]')`;
    const late = (age: string) =>
      statusWhile('retention', `update upkeep_run set finished_at = now() - interval '${age}'`, mend);
    expect([await late('2 minutes'), await late('3 hours'), await late('3 days')]).toEqual([
      'ok',
      'warn',
      'fail',
    ]);
    const held = `update upkeep_run set report = jsonb_set(report, '{held}', '["event_20250106"]')`;
    expect(await statusWhile('retention', held, mend)).toBe('warn');
  });

  it('vacuum that is off where rows come and go', async () => {
    const off = 'alter table open_execution set (autovacuum_enabled = off)';
    const on = 'alter table open_execution reset (autovacuum_enabled)';
    expect(await statusWhile('autovacuum', off, on)).toBe('fail');
  });

  it('a Postgres that does not wait for its disk', async () => {
    const set = async (sql: string, status: Finding['status']) => {
      await dataSource.query(sql);
      await dataSource.query('select pg_reload_conf()');
      await eventually(async () => expect((await look())['durability']!.status).toBe(status));
    };
    await set('alter system set fsync = off', 'fail');
    await set('alter system reset fsync', 'ok');
  });

  it('migrations that are missing, and those of a newer program', async () => {
    const newest = dataSource.migrations.at(-1)!.constructor.name;
    const missing = await whileBroken(
      `update signet_migration set name = 'was ' || name where name = '${newest}'`,
      `update signet_migration set name = '${newest}' where name = 'was ${newest}'`,
      () => look(),
    );
    expect(missing['migrations']).toMatchObject({ status: 'fail', seen: expect.stringContaining(newest) });
    expect(missing['partitions']).toBeUndefined(); // may not be there to be looked at
    const newer = `insert into signet_migration (timestamp, name) values (9999999999999, 'Later9999999999999')`;
    expect(
      await statusWhile('migrations', newer, 'delete from signet_migration where timestamp = 9999999999999'),
    ).toBe('warn');
  });

  it('a clock that goes otherwise than those of Postgres and Redis', async () => {
    const off = (ms: number) => look({ clock: { now: () => new Date(Date.now() + ms) } });
    const late = (await off(600_000))['clocks'];
    expect(late).toMatchObject({
      status: 'fail',
      seen: expect.stringMatching(/Postgres behind.*Redis behind/),
    });
    expect((await off(-4000))['clocks']!.status).toBe('warn');
  });

  it('a key that opens nothing here', async () => {
    const other = await look({}, { SIGNET_MASTER_KEY: Buffer.alloc(32, 6).toString('base64') });
    expect(other['master key']).toMatchObject({ status: 'fail' });
  });

  it('addresses that lead nowhere or in clear, and a proxy nobody named', async () => {
    const of = async (env: Record<string, string>): Promise<(string | undefined)[]> => {
      const found = await look({}, env);
      return [found['public url']?.status, found['proxies']?.status];
    };
    expect(await of({ PUBLIC_URL: '' })).toEqual(['warn', 'ok']);
    expect(await of({ PUBLIC_URL: 'http://127.0.0.1:8080' })).toEqual(['warn', 'ok']);
    expect(await of({ PUBLIC_URL: 'http://hooks.example.com' })).toEqual(['fail', 'ok']);
    expect(await of({ PUBLIC_URL: 'https://hooks.example.com/signet' })).toEqual(['fail', 'ok']);
    expect(await of({ TRUSTED_PROXIES: '' })).toEqual(['ok', 'warn']);
  });

  it('variables that nobody reads, and what they were meant to be', async () => {
    const { variables } = await look({}, { WORKER_CONCURENCY: '5' });
    expect(variables).toEqual({
      check: 'variables',
      status: 'warn',
      seen: 'WORKER_CONCURENCY is set and nobody reads it',
      todo: 'did you mean WORKER_CONCURRENCY?',
    });
  });

  it('that Postgres is down, and says no secret', async () => {
    const nobody = `postgres://signet:hidden@127.0.0.1:${await freePort()}/signet`;
    const { code, said } = await signetDoctor([], { ...settings(), DATABASE_URL: nobody });
    expect(code).toBe(1);
    expect(said).toMatch(/^fail {2}postgres .*ECONNREFUSED/);
    expect(said).toContain('redis');
    expect(said).not.toContain('hidden');
    expect(said).not.toContain(settings()['SIGNET_MASTER_KEY']);
  });
});

describe('a doctor asked over the API', () => {
  interface Told {
    readonly status: Finding['status'];
    readonly findings: Finding[];
  }
  const ask = async (
    token: string,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: Told }> => {
    const response = await fetch(`${signet.url}/api/v1/doctor`, {
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
    return { status: response.status, body: (await response.json()) as Told };
  };

  it('tells operators of the installation what the command line says', async () => {
    const { status, body } = await ask(TOKEN);
    expect(status).toBe(200);
    expect(body.status).toBe(verdictOf(body.findings));
    expect(body.findings.map(({ check }) => check)).toEqual(Object.keys(await look()));
    const { code, said } = await signetDoctor(['--json', '--url', signet.url], { SIGNET_TOKEN: TOKEN });
    expect(code).toBe(0);
    expect(JSON.parse(said).findings).toHaveLength(body.findings.length);
  });

  it('sees a proxy that passes requests on and is not trusted', async () => {
    const { body } = await ask(TOKEN, { 'x-forwarded-for': '198.51.100.7' });
    expect(body.findings.find(({ check }) => check === 'proxies')).toMatchObject({
      status: 'warn',
      seen: expect.stringContaining('127.0.0.1'),
    });
  });

  it('tells nothing to other tenants', async () => {
    await dataSource.query(`insert into tenant (name) values ('lyon')`);
    const theirs = await dataSource.transaction((tx) => signet.part(AccessTokens).makeAdminToken(tx, 'lyon'));
    expect((await ask(theirs)).status).toBe(403);
  });
});
