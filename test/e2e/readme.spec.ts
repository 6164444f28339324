/** The README as a newcomer types it: its shell blocks run against the built program, in a folder that looks like the checkout. */
import { spawn } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { codeBlocks, readMarkdown, ROOT } from '../support/markdown.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { startServer } from './cli-run.js';
import type { TestServer } from './cli-run.js';

interface Answer {
  executions: string[];
  event: string;
}

const ANSWER = /\{"executions":\["[0-9a-f-]{36}"\],"event":"[0-9a-f-]{36}"\}/g;
const blocks = codeBlocks(readMarkdown('README.md')).filter(({ language }) => language === 'sh');

let folder: string;
let database: TestDatabase;
let server: TestServer;

beforeAll(async () => {
  folder = await temporaryFolder('readme');
  await mkdir(join(folder, '.signet')); // `signet up` makes it
  for (const name of ['dist', 'node_modules', 'examples', 'package.json']) {
    await symlink(join(ROOT, name), join(folder, name));
  }
  database = await createTestDatabase();
  server = await startServer(database.url, { WORKFLOWS_DIR: join(ROOT, 'examples/workflows') });
});

afterAll(async () => {
  await server.stop();
  await database.drop();
});

/** The one block of the README with this in it. */
function blockWith(part: string): string {
  const found = blocks.filter(({ text }) => text.includes(part));
  if (found.length !== 1) {
    throw new Error(`the README has ${found.length} shell blocks with ${part}`);
  }
  return found[0]!.text;
}

/** What a terminal shows when the lines are typed. Rejects when one fails. */
async function typed(...scripts: string[]): Promise<string> {
  const child = spawn('bash', ['-eo', 'pipefail', '-c', scripts.join('\n')], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, ...server.cli.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  }
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) {
    throw new Error(`the shell ended with ${String(code)}:\n${said}`);
  }
  return said;
}

function curlOf(block: string): string {
  return block.slice(block.indexOf('curl -s'));
}

async function statusOf(execution: string): Promise<string> {
  const { status } = await server.cli.json<{ status: string }>(['executions', 'show', execution]);
  return status;
}

async function expectEnd(execution: string, status: string): Promise<void> {
  await eventually(async () => expect(await statusOf(execution)).toBe(status), {
    within: 20_000,
    every: 200,
  });
}

describe('the README', () => {
  it('makes a source', async () => {
    expect(await typed(blockWith('source put'))).toMatch(
      /^hook: +http:\/\/127\.0\.0\.1:\d+\/hooks\/[0-9a-f]{64}\n(.*\n)*proofs: +standard-webhooks \(1 secret\)$/m,
    );
  });

  it('sends an event with openssl and curl: 202, again 200 with the same ids, changed 401', async () => {
    const block = blockWith('openssl');
    const changed = curlOf(block).replace('"$body"\n', '"$body "\n');
    const said = await typed(block, curlOf(block), changed);
    const answers = [...said.matchAll(ANSWER)].map(([json]) => JSON.parse(json) as Answer);

    expect(said.match(/^\d{3}$/gm)).toEqual(['202', '200', '401']);
    expect(answers).toHaveLength(2);
    expect(answers[1]).toEqual(answers[0]);
    await expectEnd(answers[0]!.executions[0]!, 'succeeded');
    expect(await server.cli.json(['user', 'show', '12345'])).toMatchObject({
      active: true,
      roles: ['admin'],
    });
  });

  it('sends an event with the SDK', async () => {
    const [hook = ''] = blockWith('openssl').split('\n');
    const said = await typed(hook, blockWith("from 'standardwebhooks'"));
    const [json = ''] = said.match(ANSWER) ?? [];

    expect(said).toMatch(/^202 \{/);
    await expectEnd((JSON.parse(json) as Answer).executions[0]!, 'succeeded');
    expect(await server.cli.json(['user', 'show', '67890'])).toMatchObject({
      active: true,
      roles: ['member'],
    });
  });

  it('shows what ran', async () => {
    const said = await typed(blockWith('executions list'));

    expect(said).toMatch(/acme\.identity\/welcome-new-user .* 67890 +succeeded/);
    expect(said).toMatch(/^12345 +yes .* admin/m);
    expect(said).toMatch(/user\.welcomed .* profile ready for 12345 +true/);
  });

  it('validates and applies the example workflows', async () => {
    const said = await typed(blockWith('workflow validate'));

    expect(said.match(/: valid \(acme\.identity\//g)).toHaveLength(3);
    expect(said.match(/: unchanged acme\.identity\//g)).toHaveLength(3);
  });

  it('buries what is refused for good, and finds it again', async () => {
    const [send = '', list = ''] = blockWith('dead-letters list').split(/^(?=node .* dead-letters list)/m);
    const [json = ''] = (await typed(send)).replaceAll(/\s/g, '').match(/\{"executions".*\}/) ?? [];

    await expectEnd((JSON.parse(json) as Answer).executions[0]!, 'dead');
    expect(await typed(list)).toMatch(/follow-role-change +12345 +refuse +permanent +task_failed +open/);
    expect(await typed(blockWith('dead-letters replay'))).toBe('1 dead letter would run again\n');
  });

  it('asks for health and metrics', async () => {
    const block = blockWith('/health/ready').replaceAll('http://127.0.0.1:8080', server.url);
    const said = await typed(block);

    expect(said).toContain('"status":"ok"');
    expect(said).toMatch(
      /^signet_executions_total\{workflow="acme\.identity\/welcome-new-user",outcome="succeeded"\} 2$/m,
    );
  });
});
