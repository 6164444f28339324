/** Moving here as docs/seeds.md tells it: its shell blocks run against the built program. */
import { spawn } from 'node:child_process';
import { cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { codeBlocks, readMarkdown, ROOT } from '../support/markdown.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { startServer } from './cli-run.js';
import type { TestServer } from './cli-run.js';

const SEED = join(ROOT, 'test/fixtures/seeds/kestra-flow.yaml');
const blocks = codeBlocks(readMarkdown('docs/seeds.md'))
  .filter(({ language }) => language === 'sh')
  .map(({ text }) => text);

let folder: string;
let database: TestDatabase;
let server: TestServer;
/** What the shell knows from the first block. */
let set: string;

beforeAll(async () => {
  folder = await temporaryFolder('seeds');
  for (const name of ['dist', 'node_modules', 'examples', 'package.json']) {
    await symlink(join(ROOT, name), join(folder, name));
  }
  await mkdir(join(folder, 'workflows'));
  await cp(SEED, join(folder, 'workflows/kestra-flow.yaml'));
  database = await createTestDatabase();
  server = await startServer(database.url, { WORKFLOWS_DIR: join(folder, 'workflows') });
  const [first = ''] = blocks;
  await typed(first);
  set = first.split('\n', 1)[0]!;
});

afterAll(async () => {
  await server.stop();
  await database.drop();
});

/** What a terminal shows when the lines are typed. Rejects when one fails. */
async function typed(...scripts: string[]): Promise<string> {
  const script = scripts.join('\n').replaceAll('http://127.0.0.1:8080', server.url);
  const child = spawn('bash', ['-eo', 'pipefail', '-c', script], {
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

/** What the one block with this in it shows. */
async function shown(part: string): Promise<string> {
  const found = blocks.filter((text) => text.includes(part));
  if (found.length !== 1) {
    throw new Error(`docs/seeds.md has ${found.length} shell blocks with ${part}`);
  }
  return typed(set, found[0]!);
}

describe('the calls of docs/seeds.md', () => {
  it('T5 ToolJet, waiting: the answer that the workflow sets', async () => {
    expect(await shown('/workflows/hire/trigger?')).toBe('{"hired":"John Doe","number":33}\n201\n');
  });

  it('T6 T7 T8 ToolJet, in the background: the documented answer, the stream to its end, the status', async () => {
    const said = await shown('/workflows/hire/trigger-async?');
    const [first = '', ...rest] = said.split('\n');
    expect(JSON.parse(first)).toEqual({
      workflow_execution_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
    expect(rest.join('\n')).toMatch(/^event: end$[^]*"status":"succeeded"/m);
    expect(JSON.parse(rest.at(-1)!)).toMatchObject({ status: 'succeeded', environment: 'production' });
  });

  it('T4 T10 ToolJet: its URLs, a command that carries the token, and a run with test parameters', async () => {
    const said = await shown('hook curl people/hire/webhook');
    expect(said).toMatch(/\/api\/v2\/webhooks\/workflows\/[0-9a-f-]{36}\/trigger\?environment=production$/m);
    expect(said).toMatch(/^curl [^]*Bearer a-token-that-is-long-and-random[^]*\?environment=production'$/m);
    expect(said).toContain('succeeded');
  });

  it('A1 Authing: the ids at once', async () => {
    expect(await shown('people/follow-new-user')).toMatch(
      /^\{"executions":\["[0-9a-f-]{36}"\],"event":"[0-9a-f-]{36}"\}\n202\n$/,
    );
  });

  it('H5 H7 HAP: the answer of the workflow, and the message for what is missing', async () => {
    const [answer = '', code, fault = '', refused] = (await shown('people/new-order')).split('\n');
    expect([JSON.parse(answer), code]).toEqual([{ code: 0, msg: 'received' }, '200']);
    expect(JSON.parse(fault)).toMatchObject({
      msg: 'Missing required parameter',
      errors: [{ path: 'body.orderNumber' }],
    });
    expect(refused).toBe('400');
  });

  it('K1 K8 Kestra: the execution object, without a tenant and with one, with Basic and without', async () => {
    const lines = (await shown('executions/webhook/')).split('\n');
    expect([lines[1], lines[3]]).toEqual(['200', '200']);
    for (const line of [lines[0]!, lines[2]!]) {
      expect(JSON.parse(line)).toMatchObject({
        tenantId: 'main',
        namespace: 'company.team',
        flowId: 'webhook_example',
        state: { current: 'CREATED' },
        trigger: { variables: { body: { name: 'Ada' } } },
      });
    }
  });

  it('K7 Kestra: the formed URL, and a command that carries the key and the payload', async () => {
    const said = await shown('hook curl company.team/webhook_example/webhook');
    const formed = '/api/v1/executions/webhook/company.team/webhook_example/';
    expect(said).toContain(`${formed}{key}\n`);
    expect(said).toMatch(/^curl [^]*'\{"name":"Ada"\}'/m);
    expect(said).toContain(`${formed}1KERKzRQZSMtLdMdNI7Nkr?environment=production'`);
  });

  it('are all there are', () => {
    expect(blocks).toHaveLength(8);
  });
});

describe("K10 the seed's own flow file", () => {
  it('is loaded unchanged from the folder, and applied unchanged by the command', async () => {
    expect(await server.cli.text(['workflow', 'list'])).toContain('company.team/trigger');
    expect(await server.cli.text(['workflow', 'apply', SEED])).toContain('unchanged');
    expect(await server.cli.text(['workflow', 'validate', SEED])).toContain('valid');
  });

  it('runs, and its message is logged', async () => {
    const url = `${server.url}/api/v1/main/executions/webhook/company.team/trigger/4wjtkzwVGBM9yKnjm3yv8r`;
    const { id } = (await (await fetch(url)).json()) as { id: string };
    const said = await server.cli.run(['executions', 'follow', id, '--within', '30']);
    expect(said.code).toBe(0);
    expect(await server.cli.text(['executions', 'show', id])).toContain('Hello World! ðŸš€');
  });
});
