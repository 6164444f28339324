/** What the command line does without a server, and how it says that there is none. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { freePort } from '../support/ports.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { runSignet } from './cli-run.js';

const GOOD = `id: hello
namespace: acme.identity
tasks:
  - id: say
    type: log
    message: hello
`;
const BAD = `id: hello
namespace: acme.identity
tasks:
  - id: say
    type: logg
    message: hello
  - id: say
    type: log
    mesage: hello
`;

let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder('cli');
  await mkdir(join(folder, 'good', 'deep'), { recursive: true });
  await writeFile(join(folder, 'good', 'deep', 'hello.yaml'), GOOD);
  await writeFile(join(folder, 'good', 'notes.txt'), 'not a workflow');
  await writeFile(join(folder, 'bad.yaml'), BAD);
});

describe('help', () => {
  it('is asked for with 0, and tells the exit codes', async () => {
    const said = await runSignet(['--help']);

    expect(said.code).toBe(0);
    expect(said.stdout).toMatch(/Exit codes:[^]*2 {2}the command line is wrong/);
  });

  it.each([
    [['workflow', 'validate', '--help'], '--json'],
    [['dead-letters', 'replay', '--help'], '--dry-run'],
    [['dead-letters', 'discard', '--help'], '--fingerprint'],
    [['source', 'put', '--help'], '--secret-env'],
  ])('of %j knows %s', async (args, option) => {
    const said = await runSignet(args);

    expect(said).toMatchObject({ code: 0, stderr: '' });
    expect(said.stdout).toContain(option);
  });
});

describe('a command line that is wrong ends with 2', () => {
  it.each([
    [[], 'Usage: signet'],
    [['workflow'], 'Usage: signet workflow'],
    [['nonsense'], "unknown command 'nonsense'"],
    [['workflow', 'list', '--nonsense'], "unknown option '--nonsense'"],
    [['workflow', 'show'], "missing required argument 'namespace/id'"],
    [['workflow', 'show', 'no-namespace', '--url', 'http://127.0.0.1:1'], 'NAMESPACE/ID'],
    [['executions', 'list', '--limit', 'many'], 'whole number'],
    [['executions', 'list', '--since', 'yesterday'], 'is no time'],
    [['executions', 'list', '--url', 'ftp://host'], 'http or https URL'],
    [['token', 'create', 'x', '--role', 'king'], 'Allowed choices are admin'],
    [['dead-letters', 'replay'], 'name the execution'],
    [['dead-letters', 'discard', '--note', 'x', '--yes'], 'name the execution'],
    [['dead-letters', 'discard', 'x', '--subject', 'y', '--note', 'z'], 'one execution, or filters'],
    [['send', 'http://127.0.0.1:1', '--body', '{}'], '--secret-env'],
    [['workflow', 'validate', 'no-such-file.yaml'], 'no-such-file.yaml: cannot be read (ENOENT)'],
    [['up', '--port', 'eighty'], '--port eighty: must be a whole number'],
    [['serve', '--role', 'king'], '--role king: must be all, web, worker'],
    [['serve'], 'DATABASE_URL: is not set'],
    [['serve'], 'SIGNET_MASTER_KEY: is not set'],
    [['executions'], 'Usage: signet executions'],
  ])('%j: %s', async (args, message) => {
    const said = await runSignet(args, { env: { SIGNET_TOKEN: 'any' } });

    expect(said.stderr).toContain(message);
    expect(said).toMatchObject({ code: 2, stdout: '' });
  });
});

it.each(['-V', '--version'])('%s prints the version', async (option) => {
  expect(await runSignet([option])).toEqual({ code: 0, stdout: '0.1.0\n', stderr: '' });
});

describe('validate', () => {
  it('accepts good documents of a folder', async () => {
    const said = await runSignet(['workflow', 'validate', 'good'], { cwd: folder });

    expect(said).toEqual({
      code: 0,
      stdout: 'good/deep/hello.yaml: valid (acme.identity/hello)\n',
      stderr: expect.stringMatching(/^not checked here: .* asks the server\n$/) as string,
    });
  });

  it('reads stdin for -', async () => {
    const stdin = 'id: hello\nnamespace: acme\ntasks: [{ id: a, type: log, message: hi }]\n';
    const said = await runSignet(['workflow', 'validate', '-'], { stdin });

    expect(said).toMatchObject({ code: 0, stdout: 'stdin: valid (acme/hello)\n' });
  });

  it('accepts the examples', async () => {
    const said = await runSignet(['workflow', 'validate', 'examples/workflows', '--json']);

    expect(said.code).toBe(0);
    expect(JSON.parse(said.stdout)).toMatchObject({
      valid: true,
      files: expect.arrayContaining([
        expect.objectContaining({ workflow: 'acme.identity/welcome-new-user', faults: [], warnings: [] }),
      ]),
    });
  });

  it('tells all faults at once, with a caret and what was meant', async () => {
    const said = await runSignet(['workflow', 'validate', 'good', 'bad.yaml'], { cwd: folder });

    expect(said.code).toBe(1);
    expect(said.stdout).toContain(
      "bad.yaml:5:11 tasks[0].type: unknown task type 'logg' (did you mean 'log'?)",
    );
    expect(said.stdout).toContain('  5 |     type: logg\n    |           ^');
    expect(said.stdout).toContain('bad.yaml:9:5 tasks[1].mesage');
    expect(said.stdout).toContain('good/deep/hello.yaml: valid');
    expect(said.stderr).toMatch(/faults in 1 of 2 files/);
  });

  it('tells them as JSON too', async () => {
    const said = await runSignet(['workflow', 'validate', 'bad.yaml', '--json'], { cwd: folder });

    expect(said.code).toBe(1);
    expect(JSON.parse(said.stdout)).toMatchObject({
      valid: false,
      files: [{ file: 'bad.yaml', valid: false, workflow: null, faults: [{ line: 5, column: 11 }, {}, {}] }],
    });
  });

  it('is not content with a folder without documents', async () => {
    await mkdir(join(folder, 'empty'), { recursive: true });

    expect(await runSignet(['workflow', 'validate', 'empty'], { cwd: folder })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no workflow files'),
    });
  });
});

describe('without a server', () => {
  it('every command that needs one ends with 3 and says what to do', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const said = await runSignet(['workflow', 'list'], { env: { SIGNET_URL: url, SIGNET_TOKEN: 'any' } });

    expect(said).toMatchObject({ code: 3, stdout: '' });
    expect(said.stderr).toContain(`cannot reach Signet at ${url} (ECONNREFUSED): start it with "signet up"`);
  });

  it('the failure is a document with --json', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const said = await runSignet(['workflow', 'list', '--json', '--url', url], {
      env: { SIGNET_TOKEN: 'any' },
    });

    expect(said.code).toBe(3);
    expect(JSON.parse(said.stdout)).toMatchObject({ error: { exitCode: 3, url } });
  });

  it('and without a token, none is made up', async () => {
    const said = await runSignet(['workflow', 'list', '--data', join(folder, 'nobody')]);

    expect(said).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('no token for http://127.0.0.1:8080'),
    });
  });

  it("the data folder's token is not shown to another machine", async () => {
    await mkdir(join(folder, 'data'), { recursive: true });
    await writeFile(join(folder, 'data', 'admin-token'), 'sgn_of-this-machine\n');
    const args = ['workflow', 'list', '--data', join(folder, 'data'), '--url'];
    const here = await runSignet([...args, `http://127.0.0.1:${await freePort()}`]);
    const elsewhere = await runSignet([...args, 'http://signet.invalid']);

    expect(here.stderr).toContain('cannot reach');
    expect(elsewhere.stderr).toContain('no token for http://signet.invalid');
  });
});

describe('migrate', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('applies what is missing, once', async () => {
    const env = { DATABASE_URL: database.url };

    expect(await runSignet(['migrate'], { env })).toMatchObject({ code: 0, stdout: 'up to date\n' });
    expect(await runSignet(['migrate', '--json'], { env })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('"applied": []'),
    });
  });

  it('takes the address from a file too', async () => {
    const file = join(folder, 'database-url');
    await writeFile(file, `${database.url}\n`);

    expect(await runSignet(['migrate'], { env: { DATABASE_URL_FILE: file } })).toMatchObject({ code: 0 });
  });

  it('needs an address, of Postgres', async () => {
    expect(await runSignet(['migrate'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('DATABASE_URL'),
    });
    expect(await runSignet(['migrate'], { env: { DATABASE_URL: 'mysql://x' } })).toMatchObject({ code: 2 });
  });

  it('names the database that does not answer, and never its password', async () => {
    const port = await freePort();
    const env = { DATABASE_URL: `postgres://me:pass-word@127.0.0.1:${port}/ledger` };
    const said = await runSignet(['migrate'], { env });

    expect(said.code).toBe(1);
    expect(said.stderr).toContain(`127.0.0.1:${port}/ledger`);
    expect(said.stderr).not.toContain('pass-word');
  });
});
