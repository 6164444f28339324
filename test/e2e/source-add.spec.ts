/** `signet source add` as scripts and people use it: options, stdin, and a terminal. */
import { spawn } from 'node:child_process';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { startServer } from './cli-run.js';
import type { TestCli, TestServer } from './cli-run.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SECRET = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;

interface Added {
  url: string;
  next: string[];
  source: {
    name: string;
    enabled: boolean;
    proofs: Record<string, unknown> & { config: Record<string, unknown> };
  };
}

interface Listed {
  items: { id: string; generation: string }[];
}

let database: TestDatabase;
let server: TestServer;
let cli: TestCli;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer(database.url);
  cli = server.cli;
  folder = await temporaryFolder('source-add');
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

/**
 * Runs the command on a pseudo-terminal (`script` of util-linux); each answer is typed when its question stands there.
 * What the person saw, and how it ended.
 */
async function atTerminal(
  command: string,
  answers: readonly (readonly [question: string, answer: string])[],
): Promise<{ seen: string; code: number | null }> {
  const child = spawn('script', ['-qec', `node dist/cli/signet.js ${command}`, '/dev/null'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TERM: 'xterm', ...cli.env },
    stdio: 'pipe',
  });
  const left = [...answers];
  let seen = '';
  let unanswered = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    seen += text;
    unanswered += text;
    if (left.length > 0 && unanswered.includes(left[0]![0])) {
      unanswered = '';
      child.stdin.write(`${left.shift()![1]}\r`);
    }
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { seen, code };
}

describe('source add', () => {
  it('takes a secret from a file, and says what to paste and what comes next', async () => {
    const file = join(folder, 'clerk.secret');
    await writeFile(file, `${SECRET}\n`);
    const said = await cli.run(['source', 'add', '--preset', 'clerk', '--secret-file', file]);

    expect(said.code).toBe(0);
    expect(said.stdout).toMatch(/source: +clerk\npaste: +http:\/\/127\.0\.0\.1:\d+\/hooks\/[0-9a-f]{64}\n/);
    expect(said.stdout).toContain('docs/senders/clerk.md');
    expect(said.stdout + said.stderr).not.toContain(SECRET);
    expect(await cli.json(['source', 'show', 'clerk'])).toMatchObject({
      proofs: { profile: 'clerk', secrets: 1 },
    });
  });

  it('takes where the parts of an event are', async () => {
    const places = ['--event-subject', 'json:/target/0/id', '--event-time', 'json:/at'];
    const args = ['source', 'add', 'placed', '--preset', 'stripe', '--secret-later', ...places];

    expect(await cli.json<Added>(args)).toMatchObject({
      source: { event: { subject: ['json:/target/0/id'], time: ['json:/at'] } },
    });
  });

  it('gives the address before there is a secret, and refuses all until there is one', async () => {
    const added = await cli.run(['source', 'add', 'early', '--preset', 'clerk', '--secret-later']);
    const url = /paste: +(\S+)/.exec(added.stdout)![1]!;
    const send = async (): Promise<number> => (await fetch(url, { method: 'POST', body: '{}' })).status;

    expect(added.stdout).toContain('signet source secret add early --from-file FILE');
    expect(await send()).toBe(401);
    const [refused] = (await cli.json<{ items: object[] }>(['hook', 'deliveries', 'early'])).items;
    expect(refused).toMatchObject({ outcome: 'refused', reason: 'no_secret' });

    await cli.text(['source', 'secret', 'add', 'early'], { stdin: SECRET });
    expect(await cli.json(['source', 'show', 'early'])).toMatchObject({ proofs: { secrets: 1 } });
    expect(await send()).toBe(401);
    const [unsigned] = (await cli.json<{ items: object[] }>(['hook', 'deliveries', 'early'])).items;
    expect(unsigned).not.toMatchObject({ reason: 'no_secret' });
  });

  it('takes one from stdin, and settings as options', async () => {
    const args = [
      'source',
      'add',
      'hr',
      '--preset',
      'hap-app',
      '--secret-file',
      '-',
      '--set',
      'appKey=the-key',
    ];
    const { url, next, source } = await cli.json<Added>(args, { stdin: 'the-static-sign\n' });

    expect(source).toMatchObject({
      name: 'hr',
      enabled: true,
      proofs: { secrets: 1, config: { appKey: 'the-key' } },
    });
    expect(url).toMatch(/\/hooks\/[0-9a-f]{64}$/);
    expect(next).toEqual(expect.arrayContaining([expect.stringContaining('docs/senders/hap-app.md')]));
  });

  it('makes a secret, and fills in the address of the hook for senders that sign it', async () => {
    const file = join(folder, 'appwrite.secret');
    const generated = ['source', 'add', '--preset', 'appwrite', '--generate-secret', file];
    const { url, source } = await cli.json<Added>(generated);

    expect(source).toMatchObject({ enabled: true, proofs: { config: { url } } });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('without a terminal lists all that is missing, and makes nothing', async () => {
    const said = await cli.run(['source', 'add', '--preset', 'ms-graph-rich']);

    expect(said).toMatchObject({ code: 2, stdout: '' });
    expect(said.stderr).toMatch(
      /ms-graph-rich \(.*\) needs:\n {2}--secret-file .*\n {2}--set appIds=.*\n {2}--set issuers=/,
    );
    expect(await cli.run(['source', 'show', 'ms-graph-rich'])).toMatchObject({ code: 1 });
    expect(
      JSON.parse((await cli.run(['source', 'add', '--preset', 'kinde', '--json'])).stdout),
    ).toMatchObject({
      error: { exitCode: 2, message: expect.stringContaining('--set jwksUri=') },
    });
  });

  it('knows a misspelt preset, and does not replace a source', async () => {
    const env = { KEY: SECRET };
    const add = (...args: string[]) => cli.run(['source', 'add', ...args, '--secret-env', 'KEY'], { env });

    expect(await add('--preset', 'clrek')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("'clerk'"),
    });
    expect(await add('--preset', 'svix')).toMatchObject({ code: 0 });
    expect(await add('svix', '--preset', 'stytch')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('already'),
    });
    expect(await cli.json(['source', 'show', 'svix'])).toMatchObject({ proofs: { profile: 'svix' } });
    expect(await add('--preset', 'workos', '--set', 'issuer=x')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no settings'),
    });
  });

  it('at a terminal asks for what is missing, and shows nothing of the secret', async () => {
    const { seen, code } = await atTerminal('source add crm --preset ssf', [
      ['secret (', 'Bearer from-the-transmitter'],
      ['audience,', 'receiver.example.com'],
      ['issuer,', 'https://transmitter.example.com'],
      ['algs,', ''],
      ['jwksUri,', ''],
    ]);

    expect(code).toBe(0);
    expect(seen).toMatch(/paste: +http:/);
    expect(seen).toContain('receiver.example.com');
    expect(seen).not.toContain('from-the-transmitter');
    expect(await cli.json(['source', 'show', 'crm'])).toMatchObject({
      proofs: { secrets: 1, config: { issuer: 'https://transmitter.example.com' } },
    });
  });

  it('at a terminal may be broken off, and makes nothing', async () => {
    const { seen, code } = await atTerminal('source add --preset github', [['secret (', 'half\u0003']]);

    expect(code).toBe(1);
    expect(seen).toContain('broken off');
    expect(await cli.run(['source', 'show', 'github'])).toMatchObject({ code: 1 });
  });
});

describe('source secret', () => {
  it('add, list and retire rotate without showing a secret', async () => {
    const next = `whsec_${Buffer.alloc(32, 4).toString('base64')}`;
    await cli.text(['source', 'add', 'rotated', '--preset', 'clerk', '--secret-file', '-'], {
      stdin: SECRET,
    });
    const added = await cli.run(['source', 'secret', 'add', 'rotated'], { stdin: next });
    const listed = await cli.text(['source', 'secret', 'list', 'rotated']);
    const { items } = await cli.json<Listed>(['source', 'secret', 'list', 'rotated']);

    expect(added.code).toBe(0);
    expect(listed).toMatch(/^ID +OF +GENERATION +ADDED +LAST USED +USES IN 7 DAYS\n/);
    expect(added.stdout + added.stderr + listed).not.toMatch(/whsec_\w{4}/);
    expect(items.map(({ generation }) => generation)).toEqual(['previous', 'newest']);
    const [old, newest] = items;
    expect(await cli.text(['source', 'secret', 'retire', 'rotated', old!.id])).toContain('no longer');
    expect(await cli.run(['source', 'secret', 'retire', 'rotated', newest!.id, '--force'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('last one'),
    });
  });
});
