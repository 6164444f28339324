import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { startServer, type TestServer } from './cli-run.js';

let database: TestDatabase;
let server: TestServer;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer(database.url);
});
afterAll(async () => {
  await server?.stop();
  await database?.drop();
});

describe('signet drill', () => {
  it('shows each hop of an event that went all the way, to a person and to a program', async () => {
    const shown = await server.cli.text(['drill']);
    const hops = shown.trim().split('\n');
    expect(hops.map((line) => line.split(/ +/).slice(0, 2).join(' '))).toEqual(
      ['signed', 'accepted', 'committed', 'claimed', 'settled', 'audited'].map((hop) => `ok ${hop}`),
    );
    const answer = await eventually(() => server.cli.json<{ ok: boolean; hops: unknown[] }>(['drill']));
    expect(answer.ok).toBe(true);
    expect(answer.hops).toHaveLength(6);
  });
});
