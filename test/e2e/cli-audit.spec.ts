/** What an auditor does with the audit log: keep its head, take it away, verify it. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { startServer, type TestCli, type TestServer } from './cli-run.js';

const TRAIL = `id: trail
namespace: acme.identity
tasks:
  - { id: trace, type: audit.log, message: "seen {{ trigger.body.user }}", subject: "{{ trigger.body.user }}" }
`;

interface Report {
  readonly ok: boolean;
  readonly entries: number;
  readonly waiting: number;
  readonly executions: { readonly verified: number; readonly gone: number; readonly unproven: number };
  readonly faults: readonly { readonly what: string }[];
}

let database: TestDatabase;
let server: TestServer;
let cli: TestCli;
let folder: string;
let execution: string;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer(database.url);
  cli = server.cli;
  folder = await temporaryFolder('cli-audit');
  await writeFile(join(folder, 'trail.yaml'), TRAIL);
  await cli.text(['workflow', 'apply', join(folder, 'trail.yaml')]);
  for (const user of ['ada', 'bob', 'ada']) {
    const args = ['trigger', 'acme.identity/trail', '--body', JSON.stringify({ user })];
    execution = (await cli.json<{ executions: string[] }>(args)).executions[0]!;
  }
});
afterAll(async () => {
  await server?.stop();
  await database?.drop();
});

const file = (name: string): string => join(folder, name);

describe('signet audit', () => {
  it('has what workflows wrote in order within a second or two', async () => {
    await eventually(async () => {
      await cli.text(['audit', 'evidence', '--subject', 'ada', '--output', file('early')]);
      expect(await cli.json<Report>(['audit', 'verify', file('early')])).toMatchObject({
        entries: 4, // what was written of her, and how each execution ended
        waiting: 0,
        executions: { verified: 2, gone: 0, unproven: 0 },
      });
    });
  });

  it('keeps the head of the log, and verifies the log against it', async () => {
    const kept = await cli.run(['audit', 'checkpoint']);
    expect(kept.stdout).toMatch(/^signet-audit-[0-9a-f]{16}\n\d+\n/);
    const key = /key: (\S+)/.exec(kept.stderr)![1]!;
    await writeFile(file('checkpoint'), kept.stdout);
    const said = await cli.text(['audit', 'verify', '--key', key, '--against', file('checkpoint')]);
    expect(said).toMatch(/^verified: signet-audit-[0-9a-f]{16}, \d+ entries/);
    expect(said).not.toContain('compare it');
    expect(await cli.text(['audit', 'verify'])).toContain('compare it with one you know');
  });

  it('takes the log away, and verifies the file alone', async () => {
    await cli.text(['audit', 'export', '--output', file('log')]);
    expect(await cli.json<Report>(['audit', 'verify', file('log')])).toMatchObject({ ok: true, faults: [] });
    const text = await readFile(file('log'), 'utf8');
    expect((await cli.run(['audit', 'export'])).stdout.split('\n')[0]).toBe(text.split('\n')[0]);

    await writeFile(file('changed'), text.replace('audit.log', 'audit.lag'));
    const changed = await cli.run(['audit', 'verify', file('changed')]);
    expect(changed).toMatchObject({ code: 1 });
    expect(changed.stdout).toMatch(/NOT VERIFIED[^]*entry \d+ \S+: its leaf is not the one in the tree/);
    await writeFile(file('cut'), text.split('\n').slice(0, -2).join('\n'));
    expect((await cli.run(['audit', 'verify', file('cut')])).stdout).toContain('lines are missing');
  });

  it('lists what people did, apart from what workflows wrote', async () => {
    const verbsOf = async (...args: string[]) => {
      const { items } = await cli.json<{ items: { verb: string }[] }>(['audit', 'list', ...args]);
      return items.map(({ verb }) => verb);
    };
    const deeds = await verbsOf('--deeds');
    expect(deeds).toContain('workflow.apply');
    const written = (await verbsOf()).filter((verb) => !deeds.includes(verb));
    expect([...new Set(written)].toSorted()).toEqual(['audit.log', 'execution.end']);
  });

  it('proves what is about one execution', async () => {
    await cli.text(['audit', 'evidence', '--execution', execution, '--output', file('evidence')]);
    expect(await cli.json<Report>(['audit', 'verify', file('evidence')])).toMatchObject({
      ok: true,
      entries: 2,
      executions: { verified: 1 },
    });
    expect(await readFile(file('evidence'), 'utf8')).toContain(`"id":"${execution}"`);
  });

  it('verifies the record of every execution that ended, on the server and in a file', async () => {
    const said = await cli.text(['audit', 'verify', '--executions']);
    expect(said).toMatch(/^verified: [^]*, 3 executions as they ended/);
    await cli.text(['audit', 'export', '--executions', '--output', file('records')]);
    expect(await cli.json<Report>(['audit', 'verify', file('records')])).toMatchObject({
      ok: true,
      executions: { verified: 3 },
    });
    expect(await cli.json<Report>(['audit', 'verify'])).toMatchObject({ executions: { verified: 0 } });
    expect(await cli.run(['audit', 'verify', file('records'), '--executions'])).toMatchObject({ code: 2 });
  });

  it('says what is wrong with the command line', async () => {
    expect(await cli.run(['audit', 'evidence'])).toMatchObject({ code: 2 });
    expect(await cli.run(['audit', 'verify', file('nowhere')])).toMatchObject({ code: 2 });
    expect(await cli.run(['audit', 'verify', '--key', 'nonsense'])).toMatchObject({ code: 2 });
    await writeFile(file('text'), 'no lines of a log\n');
    expect((await cli.run(['audit', 'verify', file('text')])).stderr).toContain(
      'text:1: is no line of an audit log',
    );
  });

  it('finds rows that somebody added or changed, past all guards', async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query('set session_replication_role = replica');
    await client.query(
      `update audit_entry set verb = 'user.delete' where verb = 'audit.log' and execution_id = $1`,
      [execution],
    );
    await client.end();
    const listed = await cli.run(['audit', 'list', '--execution', execution]);
    expect(listed).toMatchObject({ code: 1 });
    expect(listed.stderr).toContain('its columns do not say what its leaf says');
    expect((await cli.run(['audit', 'verify'])).stdout).toContain(
      'its columns do not say what its leaf says',
    );
  });
});
