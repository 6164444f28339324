/** The commands that say which identity systems there are and how they are reached. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { startServer } from './cli-run.js';
import type { TestCli, TestServer } from './cli-run.js';

const URL_OF_IDP = 'https://idp.example.com/scim/v2';
const TOKENS = { env: 'idp-token-of-a-variable', file: 'idp-token-of-a-file', stdin: 'idp-token-of-stdin' };

let database: TestDatabase;
let server: TestServer;
let cli: TestCli;
let file: string;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer(database.url);
  cli = server.cli;
  file = join(await temporaryFolder('cli-directories'), 'token');
  await writeFile(file, `${TOKENS.file}\n`);
});
afterAll(async () => {
  await server?.stop();
  await database?.drop();
});

const sealed = async (name: string): Promise<string> => {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const text = "select encode(sealed_token, 'hex') as token from directory where name = $1";
  const { rows } = await client.query<{ token: string }>(text, [name]);
  await client.end();
  return rows[0]!.token;
};

describe('directory', () => {
  it('add makes one that speaks SCIM, with its token out of a variable, a file or stdin, and shows no token', async () => {
    const made = await cli.run(
      ['directory', 'add', 'okta', '--scim', URL_OF_IDP, '--token-env', 'IDP', '--user-key', 'externalId'],
      { env: { IDP: TOKENS.env } },
    );
    expect(made).toMatchObject({ code: 0 });
    expect(made.stdout).toMatch(
      /^directory: +okta\ntype: +scim\nurl: +https:\S+v2\ntoken: +kept\nuser key: +externalId\n/,
    );
    await cli.text(['directory', 'add', 'filed', '--scim', URL_OF_IDP, '--token-secret-file', file]);
    const piped = ['directory', 'add', 'piped', '--scim', URL_OF_IDP, '--token-secret-file', '-'];
    const { stdout } = await cli.run([...piped, '--json'], { stdin: `${TOKENS.stdin}\n` });
    expect(JSON.parse(stdout)).toMatchObject({
      name: 'piped',
      type: 'scim',
      url: URL_OF_IDP,
      hasToken: true,
    });

    const shown = [
      made.stdout,
      stdout,
      await cli.text(['directory', 'list']),
      await cli.text(['directory', 'show', 'filed']),
    ];
    expect(shown.join('\n')).not.toMatch(/idp-token/);
  });

  it('add makes a built-in one without an address, and replaces none that is there', async () => {
    expect(await cli.json(['directory', 'add', 'staff'])).toMatchObject({ type: 'local', hasToken: false });
    for (const name of ['staff', 'main']) {
      const again = await cli.run(['directory', 'add', name]);
      expect([again.code, again.stderr]).toEqual([
        1,
        expect.stringContaining(`"signet directory set ${name}"`),
      ]);
    }
    expect(await cli.text(['directory', 'list'])).toMatch(
      /^DIRECTORY +TYPE +URL +TOKEN +UPDATED\nfiled +scim +https:\S+ +kept +\S+ \S+\nmain +local +- +- +-\nokta .*\npiped .*\nstaff +local/,
    );
  });

  it('set changes what is said and leaves the rest, and takes no token along to another address', async () => {
    const before = await sealed('okta');
    expect(await cli.json(['directory', 'set', 'okta', '--user-key', 'id'])).toMatchObject({
      url: URL_OF_IDP,
      hasToken: true,
      config: { userKey: 'id' },
    });
    expect(await sealed('okta')).toBe(before);
    const elsewhere = ['directory', 'set', 'okta', '--scim', 'https://other.example.com/scim'];
    expect(await cli.run(elsewhere)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--token-env'),
    });
    await cli.text([...elsewhere, '--token-secret-file', file]);
    expect(await sealed('okta')).not.toBe(before);
    expect(await cli.json(['directory', 'show', 'okta'])).toMatchObject({
      url: 'https://other.example.com/scim',
      config: { userKey: 'id' },
    });
    expect(await cli.json(['directory', 'set', 'okta', '--local'])).toMatchObject({
      type: 'local',
      hasToken: false,
    });
    await cli.text(['directory', 'set', 'main', '--scim', URL_OF_IDP, '--token-secret-file', file]);
    expect(await cli.json(['directory', 'show', 'main'])).toMatchObject({ type: 'scim', hasToken: true });
  });

  it('takes a client in place of a token, changes what it is told of it, and asks for its secret anew where that goes elsewhere', async () => {
    const client = ['--token-url', 'https://idp.example.com/oauth/token', '--client-id', 'signet'];
    const secret = ['--client-secret-file', file];
    const add = ['directory', 'add', 'entra', '--scim', URL_OF_IDP, ...client];
    expect(await cli.run(add)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--client-secret-file'),
    });
    expect(await cli.text([...add, ...secret, '--scope', 'scim'])).toMatch(
      /client: +signet\ntoken url: +https:\S+token\nscope: +scim\n/,
    );
    const auth = { type: 'oauth2', clientId: 'signet', scope: 'scim' };
    expect(await cli.json(['directory', 'set', 'entra', '--user-key', 'id'])).toMatchObject({ auth });
    expect(
      await cli.json(['directory', 'set', 'entra', '--audience', 'https://api.example.com']),
    ).toMatchObject({ auth: { ...auth, audience: 'https://api.example.com' }, config: { userKey: 'id' } });
    expect(await cli.run(['directory', 'set', 'entra', '--client-id', 'other'])).toMatchObject({ code: 2 });
    expect(await cli.json(['directory', 'set', 'entra', '--client-id', 'other', ...secret])).toMatchObject({
      auth: { clientId: 'other', scope: 'scim' },
    });
    expect(await cli.json(['directory', 'set', 'entra', '--token-secret-file', file])).toMatchObject({
      auth: null,
      hasToken: true,
    });
  });

  it('remove forgets it', async () => {
    expect(await cli.text(['directory', 'remove', 'piped'])).toBe('piped removed\n');
    for (const verb of ['show', 'set', 'remove']) {
      expect((await cli.run(['directory', verb, 'piped'])).code).toBe(1);
    }
  });

  it.each([
    [['add', 'x', '--scim', URL_OF_IDP], 2, '--token-secret-file'],
    [['add', 'x', '--scim', URL_OF_IDP, '--token-env', 'NOT_SET'], 2, 'NOT_SET is not set'],
    [['add', 'x', '--scim', URL_OF_IDP, '--token-env', 'A', '--token-secret-file', '-'], 2, 'not both'],
    [['add', 'x', '--scim', URL_OF_IDP, '--local'], 2, '--scim or --local'],
    [['add', 'x', '--scim', URL_OF_IDP, '--client-id', 'a'], 2, 'both --token-url and --client-id'],
    [['add', 'x', '--client-id', 'a', '--token-url', 'https://a.example'], 2, 'give --scim as well'],
    [
      ['add', 'x', '--scim', URL_OF_IDP, '--token-env', 'PATH', '--client-id', 'a', '--token-url', 'u'],
      2,
      'not both',
    ],
    [['add', 'x', '--user-key', 'id'], 1, 'is for scim'],
    [['add', 'a b'], 1, 'the name must be'],
  ])('%j is refused, and says why', async (args, code, why) => {
    expect(await cli.run(['directory', ...args])).toMatchObject({
      code,
      stderr: expect.stringContaining(why),
    });
  });

  it('made nothing of what was refused, and tells what it takes', async () => {
    expect((await cli.run(['directory', 'show', 'x'])).code).toBe(1);
    expect((await cli.run(['directory', 'add', '--help'])).stdout).toContain('--token-secret-file <file>');
  });
});
