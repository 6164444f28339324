/** Setting a sender up with the command line: find, URL, cURL, test, deliveries, samples, templates. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { runSignet, startServer } from './cli-run.js';
import type { TestCli, TestServer } from './cli-run.js';

const run = promisify(execFile);
const TRIGGER = 'acme.identity/sign-up/hook';
const SECRET = `whsec_${Buffer.alloc(32, 4).toString('base64')}`;

let database: TestDatabase;
let server: TestServer;
let cli: TestCli;
let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder('cli-hooks');
  database = await createTestDatabase();
  server = await startServer(database.url);
  ({ cli } = server);
});
afterAll(async () => {
  await server?.stop();
  await database?.drop();
});

describe('signet workflow new', () => {
  it('lists the templates, and writes one that applies as it is', async () => {
    const { stdout } = await runSignet(['workflow', 'new', '--list']);
    expect(stdout.split('\n').filter((text) => /^[a-z]/.test(text))).toHaveLength(10);
    await cli.text(['workflow', 'new', '--template', 'sign-up'], { cwd: folder });
    await cli.text(['secret', 'set', 'acme.identity', 'SIGNING_SECRET'], { stdin: SECRET });
    expect(await cli.text(['workflow', 'apply', join(folder, 'sign-up.yaml')])).toContain('created');
  });

  it('writes over nothing, and knows no other template', async () => {
    const again = await runSignet(['workflow', 'new', '--template', 'sign-up'], { cwd: folder });
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('is there already') as string });
    const unknown = await runSignet(['workflow', 'new', '--template', 'sign-in'], { cwd: folder });
    expect(unknown).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('sign-up, password-change') as string,
    });
  });
});

describe('signet hook', () => {
  it('shows the URL, and finds the trigger by a part of it', async () => {
    const [line = ''] = (await cli.text(['hook', 'url', TRIGGER])).split('\n').slice(1);
    const url = line.split(/\s{2,}/).at(-1)!;
    expect(await cli.text(['hook', 'find', url])).toContain(TRIGGER);
    expect(await cli.text(['hook', 'find', url.slice(-10)])).toContain(TRIGGER);
    expect((await cli.run(['hook', 'find', 'abc'])).code).toBe(1);
  });

  it('prints a command that a shell runs and the server takes', async () => {
    const curl = await cli.text(['hook', 'curl', TRIGGER, '--body', '{"userId":"u-1"}']);
    const { stdout } = await run('sh', ['-c', `${curl.trim()} --silent`]);
    expect(JSON.parse(stdout)).toMatchObject({ executions: [expect.any(String)] });
  });

  it('tests a trigger and follows what runs; says so when nothing may', async () => {
    const said = await cli.text([
      'hook',
      'test',
      TRIGGER,
      '--parameters',
      '{"userId":"u-2","role":"admin"}',
      '--wait',
    ]);
    expect(said).toContain('succeeded');
    expect(await cli.json<{ roles: string[] }>(['user', 'show', 'u-2'])).toMatchObject({ roles: ['admin'] });
    const refused = await cli.run(['hook', 'test', TRIGGER, '--parameters', '{"role":"owner"}']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/userId is required/);
  });

  it('shows what arrived, and why it was refused', async () => {
    const { urls } = await cli.json<{ urls: { url: string }[] }>(['hook', 'url', TRIGGER]);
    await fetch(urls[0]!.url, { method: 'POST', body: '{}' });
    await expect
      .poll(() => cli.text(['hook', 'deliveries', TRIGGER, '--outcome', 'refused']), { timeout: 20_000 })
      .toMatch(/refused\s+missing_\w+[^]*expected/);
    expect(await cli.text(['hook', 'deliveries', TRIGGER])).toMatch(/accepted.*test/);
  });

  it.each([
    ['hook', 'url', 'a/b'],
    ['hook', 'test', TRIGGER, '--header', 'x'],
    ['workflow', 'sample', 'show', 'auth-platform'],
  ])('takes no %s %s %s', async (...args) => {
    expect((await cli.run(args)).code).toBe(2);
  });
});

describe('signet workflow sample', () => {
  it('waits for a request, shows it, and writes its parameters', async () => {
    const listening = cli.run(['workflow', 'sample', 'listen', TRIGGER]);
    await expect
      .poll(() => cli.text(['workflow', 'sample', 'show', TRIGGER]).catch(() => ''), { timeout: 20_000 })
      .toContain('listening');
    const curl = await cli.text(['hook', 'curl', TRIGGER, '--body', '{"userId":"u-3","team":"x"}']);
    await run('sh', ['-c', curl]);
    const said = await listening;
    expect(said).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('send a GET or POST to http') as string,
    });
    expect(said.stdout).toMatch(/body\s+team\s+string\s+team\s+x/);

    const dry = await cli
      .text(['workflow', 'sample', 'apply', TRIGGER, '--required', 'userId', '--dry-run'])
      .catch(String);
    expect(dry).toContain('team: string');
    expect(await cli.text(['workflow', 'sample', 'cancel', TRIGGER])).toContain('nobody waits');
    expect((await cli.run(['workflow', 'sample', 'show', TRIGGER])).code).toBe(1);
  });

  it('writes parameters out of JSON and of pairs', async () => {
    const keep = ['email', 'role', 'userId'];
    const pairs = keep.map((name) => `${name}=x`);
    const applied = await cli.json<{ parameters: object; revision: number }>([
      'workflow',
      'sample',
      'from-pairs',
      TRIGGER,
      ...pairs,
      'emp_id=33',
      '--query',
      'dryRun=true',
    ]);
    expect(applied).toMatchObject({
      parameters: { emp_id: 'number', dryRun: { type: 'boolean', in: 'query' } },
    });
    await cli.text([
      'workflow',
      'sample',
      'from-json',
      TRIGGER,
      '{"userId":"1","email":"e","role":"member"}',
      '--whole-body',
    ]);
    const { text } = await cli.json<{ text: string }>(['workflow', 'show', 'acme.identity/sign-up']);
    expect(text).toContain('whole: true');
    expect(text).toContain('# The sender signs');
    expect(await readFile(join(folder, 'sign-up.yaml'), 'utf8')).not.toContain('whole: true');
  });
});
