import { Redis } from 'ioredis';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { createTestDatabase, startPostgres } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { closeLeftOpen, trackOpen } from '../support/left-open.js';
import { sharedRedisUrl, startRedis } from '../support/redis.js';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function askRedis(url: string, command: string, ...args: string[]): Promise<unknown> {
  const client = new Redis(url);
  try {
    return await client.call(command, ...args);
  } finally {
    client.disconnect();
  }
}

describe('a test database', () => {
  it('has the current schema, and nothing of another one', async () => {
    const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    await query(one.url, 'create table mine ()');

    const tables = `select count(*)::int as tables from information_schema.tables where table_schema = 'public'`;
    const [before] = (await query(other.url, tables)) as { tables: number }[];
    const [after] = (await query(one.url, tables)) as { tables: number }[];
    expect(before?.tables).toBeGreaterThan(0);
    expect(after?.tables).toBe((before?.tables ?? 0) + 1);
    await Promise.all([one.drop(), other.drop()]);
  });

  it('is gone after drop, whoever is still connected', async () => {
    await createTestDatabase().then((database) => database.drop());
    const database = await createTestDatabase();
    const client = new Client({ connectionString: database.url });
    client.on('error', () => undefined);
    await client.connect();
    await database.drop();

    await expect(query(database.url, 'select 1')).rejects.toThrow('does not exist');
  });
});

describe('a Postgres of its own', () => {
  it('comes back at the same address with what was committed before a kill', async () => {
    const postgres = await startPostgres();
    await query(postgres.url, 'create table kept ()');
    await postgres.kill();
    await expect(query(postgres.url, 'select from kept')).rejects.toThrow('ECONNREFUSED');
    await postgres.start();

    expect(await query(postgres.url, 'select from kept')).toEqual([]);
    await postgres.stop();
  });
});

describe('a Redis of its own', () => {
  it('forgets on flush, remembers over kill and start', async () => {
    const redis = await startRedis();
    await askRedis(redis.url, 'set', 'a', '1');
    await redis.flush();
    await askRedis(redis.url, 'set', 'b', '2');
    await redis.kill();
    await redis.start();

    expect(await askRedis(redis.url, 'keys', '*')).toEqual(['b']);
    await redis.stop();
  });

  it('is another one than the Redis of the run', async () => {
    const redis = await startRedis();
    await redis.stop();

    expect(redis.url).not.toBe(sharedRedisUrl());
    expect(await askRedis(sharedRedisUrl(), 'ping')).toBe('PONG');
  });
});

describe('what is left open', () => {
  it('is named and closed, unlike what was closed', async () => {
    let closed = 0;
    const close = () => Promise.resolve(void (closed += 1));
    trackOpen({ what: 'a door', isOpen: () => true, close });
    trackOpen({ what: 'a closed door', isOpen: () => false, close });

    expect(await closeLeftOpen()).toEqual(['a door']);
    expect(closed).toBe(1);
  });
});

describe('eventually', () => {
  it('returns what the first call that does not throw returns', async () => {
    let calls = 0;
    const third = () => {
      calls += 1;
      expect(calls).toBe(3);
      return calls;
    };

    expect(await eventually(third, { every: 1 })).toBe(3);
  });

  it('throws what was thrown last when the time is up', async () => {
    const never = () => {
      throw new Error('not yet');
    };

    await expect(eventually(never, { within: 5, every: 1 })).rejects.toThrow('not yet');
  });
});
