/** `signet master-key` beside a running Signet: added, given to the next one, the old one retired; nothing is sealed anew. */
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/ports.js';
import { type Program, startProgram } from '../support/processes.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { runSignet, type Said } from './cli-run.js';

const OLD = randomBytes(32).toString('base64');
const TOKEN = randomBytes(24).toString('base64url');

interface Key {
  readonly id: string;
  readonly isPresent: boolean;
}

let database: TestDatabase;
let folder: string;
let url: string;
let signet: Program;
/** What the running one was started with. */
let present: string;

const env = (key: string): Record<string, string> => ({
  DATABASE_URL: database.url,
  SIGNET_MASTER_KEY: key,
});
const masterKey = (key: string, ...args: string[]): Promise<Said> =>
  runSignet(['master-key', ...args], { env: env(key) });
const keysFor = async (key: string): Promise<Key[]> =>
  (JSON.parse((await masterKey(key, 'list', '--json')).stdout) as { items: Key[] }).items;
const toServer = (...args: string[]): Promise<Said> =>
  runSignet(args, { env: { SIGNET_URL: url, SIGNET_TOKEN: TOKEN }, stdin: 'hidden' });

/** A file with the last checkpoint, once there is one. */
async function keptCheckpoint(): Promise<string> {
  const file = join(folder, 'checkpoint');
  const said = await eventually(async () => {
    const asked = await toServer('audit', 'checkpoint');
    expect(asked.code).toBe(0);
    return asked;
  });
  await writeFile(file, said.stdout);
  return file;
}

async function start(key: string): Promise<void> {
  present = key;
  signet = startProgram({
    command: ['dist/main.js'],
    env: { ...env(key), PORT: new URL(url).port, ADMIN_TOKEN: TOKEN, MIGRATE_ON_START: 'true' },
  });
  await signet.waitUntilReady(`${url}/health/ready`);
}

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await temporaryFolder('master-key');
  url = `http://127.0.0.1:${await freePort()}`;
  await start(OLD);
});
afterAll(async () => {
  await signet?.kill('SIGKILL');
  await database?.drop();
});

describe('signet master-key', () => {
  it('changes the key of a Signet that runs, and everything sealed and the audit log stay what they are', async () => {
    expect((await toServer('secret', 'set', 'acme', 'TOKEN')).code).toBe(0);
    const before = await keptCheckpoint();

    const added = await masterKey(OLD, 'add');
    const fresh = added.stdout.trim();
    expect(added).toMatchObject({ code: 0, stdout: expect.stringMatching(/^[A-Za-z0-9+/]{43}=\n$/) });
    expect(added.stderr).toContain('not shown again');
    const [first, second] = await keysFor(OLD);
    expect([first, second]).toMatchObject([{ isPresent: true }, { isPresent: false }]);
    expect(await keysFor(fresh)).toMatchObject([{ isPresent: false }, { isPresent: true }]);
    const doctor = await runSignet(['doctor'], { env: env(fresh) });
    expect(doctor.stdout).toContain('2 keys open what is sealed here');

    await signet.kill('SIGTERM');
    await start(fresh);
    expect((await masterKey(fresh, 'retire', second!.id)).stderr).toContain(
      'is the present SIGNET_MASTER_KEY',
    );
    expect((await masterKey(fresh, 'retire', first!.id)).code).toBe(0);
    expect(await keysFor(fresh)).toMatchObject([{ id: second!.id, isPresent: true }]);

    const locked = await masterKey(OLD, 'list');
    expect(locked).toMatchObject({ code: 2, stdout: '' });
    expect(locked.stderr).toContain('SIGNET_MASTER_KEY: is not the key');
    expect((await toServer('secret', 'list')).stdout).toContain('TOKEN');
    const verified = await eventually(async () => {
      const said = await toServer('audit', 'verify', '--json', '--against', before);
      const { entries } = JSON.parse(said.stdout) as { entries: number };
      expect(entries).toBe(3);
      return said;
    });
    expect(verified.code).toBe(0);
    const deeds = (await toServer('audit', 'list', '--deeds')).stdout;
    expect(deeds).toContain(`master_key.add ${second!.id}`);
    expect(deeds).toContain(`master_key.retire ${first!.id}`);
    expect([...signet.lines, deeds].filter((line) => line.includes(fresh))).toEqual([]);
  });

  it('takes a key from a file or a variable, and says what is wrong with one', async () => {
    const given = randomBytes(32).toString('base64');
    const file = join(folder, 'next');
    await writeFile(file, `${given}\n`);
    expect(await masterKey(present, 'add', '--from-file', file)).toMatchObject({
      code: 0,
      stdout: expect.not.stringContaining(given),
    });
    const again = await runSignet(['master-key', 'add', '--from-env', 'NEXT'], {
      env: { ...env(present!), NEXT: given },
    });
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('already') });
    await writeFile(file, 'short\n');
    expect(await masterKey(present, 'add', '--from-file', file)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('must be 32 bytes in base64'),
    });
    expect(await masterKey(present, 'retire', 'feedfeedfeedfeed')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('there is no master key feedfeedfeedfeed'),
    });
  });

  it('says that the database is not there, or lacks migrations', async () => {
    const older = await createTestDatabase();
    const client = new Client({ connectionString: older.url });
    await client.connect();
    await client.query('drop table master_key');
    await client.query(`delete from signet_migration where name like 'MasterKeys%'`);
    await client.end();
    const lacking = await runSignet(['master-key', 'list'], {
      env: { ...env(OLD), DATABASE_URL: older.url },
    });
    await older.drop();
    expect(lacking).toMatchObject({ code: 1, stderr: expect.stringContaining('signet migrate') });
    const nowhere = `postgres://nobody@127.0.0.1:${await freePort()}/nothing`;
    const away = await runSignet(['master-key', 'list'], { env: { ...env(OLD), DATABASE_URL: nowhere } });
    expect(away).toMatchObject({ code: 3, stderr: expect.stringContaining('out of reach') });
  });
});
