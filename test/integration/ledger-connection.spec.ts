import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createDataSource } from '../../src/database/data-source.js';
import type { HeardClient } from '../../src/database/heard-client.js';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';

const READY_FOR_QUERY = Buffer.from('5a0000000549', 'hex');

/** What Postgres says last when its postmaster was killed (protocol 3.0, ErrorResponse). */
const LAST_WORDS = errorResponse({ S: 'FATAL', C: '57P01', M: 'terminating connection' });

let database: TestDatabase;
let proxy: Server;
let dataSource: DataSource;
/** Whether new connections hear the last words in the very packet that says they are ready. */
let dying = false;
const sockets = new Set<Socket>();

beforeAll(async () => {
  database = await createTestDatabase();
  const { hostname, port } = new URL(database.url);
  proxy = createServer((client) => pass(client, connect({ host: hostname, port: Number(port) })));
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const url = new URL(database.url);
  url.hostname = '127.0.0.1';
  url.port = String((proxy.address() as AddressInfo).port);
  dataSource = await createDataSource({ url: url.href, pool: 4, statementTimeoutMs: 5000 }).initialize();
});
afterAll(async () => {
  await dataSource?.destroy();
  sockets.forEach((socket) => socket.destroy());
  await new Promise((resolve) => proxy.close(resolve));
  await database?.drop();
});

function pass(client: Socket, server: Socket): void {
  for (const socket of [client, server]) {
    sockets.add(socket);
    socket.on('error', () => undefined);
  }
  client.pipe(server);
  server.on('data', (chunk: Buffer) => {
    if (dying && chunk.includes(READY_FOR_QUERY)) {
      client.end(Buffer.concat([chunk, LAST_WORDS]));
      server.destroy();
    } else {
      client.write(chunk);
    }
  });
  server.on('close', () => client.end());
}

function errorResponse(fields: Readonly<Record<string, string>>): Buffer {
  const body = Object.entries(fields).map(([name, value]) => `${name}${value}\0`);
  const text = Buffer.from(`${body.join('')}\0`);
  const head = Buffer.from('E\0\0\0\0');
  head.writeInt32BE(text.length + 4, 1);
  return Buffer.concat([head, text]);
}

describe('a connection', () => {
  it('is kept however long nothing is asked of it', async () => {
    const runner = dataSource.createQueryRunner();
    const client = (await runner.connect()) as HeardClient;
    client.connection.stream.emit('timeout');
    expect(await runner.query('select 1 as one')).toEqual([{ one: 1 }]);
    await runner.release();
  });

  it('begins with nothing that a pooler in front of Postgres would refuse, and has its limits', async () => {
    const limited = createDataSource({
      url: database.url,
      pool: 1,
      statementTimeoutMs: 5000,
      lockTimeoutMs: 700,
      byIndex: true,
    });
    const runner = (await limited.initialize()).createQueryRunner();
    const client = (await runner.connect()) as { getStartupConf(): Record<string, string> };
    const names = [
      'statement_timeout',
      'lock_timeout',
      'idle_in_transaction_session_timeout',
      'enable_seqscan',
      'jit',
      'default_transaction_isolation',
    ];
    const settings = await runner.query(
      `select current_setting(name) as value from unnest($1::text[]) with ordinality as n (name, place) order by place`,
      [names],
    );
    await runner.release();
    await limited.destroy();

    expect(Object.keys(client.getStartupConf()).toSorted()).toEqual(['application_name', 'database', 'user']);
    expect(settings.map(({ value }: { value: string }) => value)).toEqual([
      '5s',
      '700ms',
      '30s',
      'off',
      'off',
      'read committed',
    ]);
  });
});

describe('what is set for all', () => {
  it.each([
    ['off', 'on'],
    ['remote_apply', 'remote_apply'],
  ])('about commits (%s) is, on a connection of Signet, %s', async (set, expected) => {
    const url = new URL(database.url);
    url.searchParams.set('options', `-c synchronous_commit=${set}`);
    const own = await createDataSource({ url: url.href, pool: 1, statementTimeoutMs: 5000 }).initialize();
    const [row] = await own.query<{ value: string }[]>(
      `select current_setting('synchronous_commit') as value`,
    );
    await own.destroy();
    expect(row!.value).toBe(expected);
  });
});

describe('a connection that dies as it is made', () => {
  it('fails what wanted it, ends nothing else, and the next one works', async () => {
    const ask = () => dataSource.query('select 1 as one, pg_sleep(0.01)');
    dying = true;
    const results = await Promise.allSettled(Array.from({ length: 8 }, ask));
    expect(results.some(({ status }) => status === 'rejected')).toBe(true);
    dying = false;
    expect(await ask()).toMatchObject([{ one: 1 }]);
  });
});
