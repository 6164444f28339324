/** Every command that speaks to a server, against the built program: its happy path, a failure, its exit code, its JSON. */
import { randomUUID } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { startServer } from './cli-run.js';
import type { TestCli, TestServer } from './cli-run.js';

interface Page<T> {
  items: T[];
  next: string | null;
}
interface Sent {
  id: string;
  answer: { event: string; executions: string[] };
}

const FRAGILE = `id: fragile
namespace: acme.identity
labels: { team: identity }
tasks:
  - id: check
    type: fail
    if: trigger.body.bad == true
    message: this one cannot work
  - id: trace
    type: audit.log
    message: it worked
`;
const GREETING = { event: 'user.created', userId: 'ada', metadata: { role: 'member', source: 'app' } };

let database: TestDatabase;
let server: TestServer;
let cli: TestCli;
let folder: string;
let secretFile: string;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer(database.url);
  cli = server.cli;
  folder = await temporaryFolder('cli');
  secretFile = join(folder, 'auth.secret');
  await writeFile(join(folder, 'fragile.yaml'), FRAGILE);
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

describe('workflow', () => {
  it('apply makes, keeps and changes revisions', async () => {
    const file = join(folder, 'fragile.yaml');
    const outcomes = async (args: string[]) =>
      (await cli.json<{ files: { outcome: string }[] }>(['workflow', 'apply', ...args])).files.map(
        ({ outcome }) => outcome,
      );

    expect(await outcomes(['examples/workflows', file])).toEqual([
      'created',
      'created',
      'created',
      'created',
    ]);
    expect(await outcomes([file])).toEqual(['unchanged']);
    await writeFile(file, FRAGILE.replace('it worked', 'it worked well'));
    expect(await outcomes([file])).toEqual(['updated']);
  });

  it('apply shows what the server refuses, and applies nothing then', async () => {
    await writeFile(join(folder, 'bad.yaml'), FRAGILE.replace('audit.log', 'audit.logg'));
    const said = await cli.run(['workflow', 'apply', 'bad.yaml', 'fragile.yaml'], { cwd: folder });

    expect(said.code).toBe(1);
    expect(said.stdout).toContain('bad.yaml: refused');
    expect(said.stdout).toMatch(
      /bad\.yaml:10:11 tasks\[1\]\.type: .*\(did you mean 'audit\.log'\?\)\n {2}10 \|/,
    );
    expect(said.stdout).toContain('fragile.yaml: unchanged acme.identity/fragile');
  });

  it('list and show say what is there', async () => {
    const { items } = await cli.json<Page<{ id: string }>>(['workflow', 'list']);
    const shown = await cli.text(['workflow', 'show', 'acme.identity/fragile']);

    expect(items.map(({ id }) => id).sort()).toEqual([
      'follow-role-change',
      'fragile',
      'offboard-deleted-user',
      'welcome-new-user',
    ]);
    expect(await cli.text(['workflow', 'list'])).toMatch(/^WORKFLOW +REVISION +ENABLED/);
    expect(shown).toMatch(/revision: +2\n/);
    expect(shown).toContain('message: it worked well');
  });

  it('list goes on where it ended', async () => {
    const first = await cli.json<Page<{ id: string }>>(['workflow', 'list', '--limit', '3']);
    const rest = await cli.json<Page<{ id: string }>>(['workflow', 'list', '--cursor', first.next!]);

    expect(first.items).toHaveLength(3);
    expect(rest).toMatchObject({ items: [expect.anything()], next: null });
  });

  it('disable and enable say so, and are felt', async () => {
    const name = 'acme.identity/fragile';

    expect(await cli.text(['workflow', 'disable', name])).toBe(`${name} disabled\n`);
    expect(await cli.json(['workflow', 'show', name])).toMatchObject({ enabled: false });
    expect(await cli.run(['trigger', name])).toMatchObject({ code: 1 });
    await cli.text(['workflow', 'enable', name, '--json']);
    expect(await cli.json(['workflow', 'show', name])).toMatchObject({ enabled: true });
  });

  it('show of an unknown one ends with 1', async () => {
    expect(await cli.run(['workflow', 'show', 'acme/nobody'])).toMatchObject({ code: 1, stdout: '' });
  });
});

describe('source', () => {
  const put = ['source', 'put', 'auth-platform', '--profile', 'standard-webhooks'];
  const event = ['--event-type', 'json:/event', '--event-subject', 'json:/userId'];

  it('put makes one with a secret of its own, which only the file knows', async () => {
    const said = await cli.run([...put, '--generate-secret', secretFile, ...event]);
    const secret = (await readFile(secretFile, 'utf8')).trim();

    expect(said.code).toBe(0);
    expect(said.stdout).toMatch(/hook: +http:\/\/127\.0\.0\.1:\d+\/hooks\/\S{20,}/);
    expect(secret).toMatch(/^whsec_/);
    expect(said.stdout).not.toContain(secret);
    expect((await stat(secretFile)).mode & 0o777).toBe(0o600);
  });

  it('put again keeps the address, and the secret when none is given', async () => {
    const before = await cli.json<{ hook: object }>(['source', 'show', 'auth-platform']);
    const after = await cli.json([...put, ...event, '--description', 'who signs in']);

    expect(after).toMatchObject({ description: 'who signs in', hook: before.hook, proofs: { secrets: 1 } });
  });

  it('takes a token, a range and several secrets, from variables', async () => {
    const args = [
      '--secret-env',
      'ONE',
      '--secret-env',
      'TWO',
      '--token-env',
      'BEARER',
      '--ip',
      '203.0.113.0/24',
    ];
    const env = { ONE: `whsec_${'A'.repeat(32)}`, TWO: `whsec_${'B'.repeat(32)}`, BEARER: 'a-bearer-token' };
    const source = await cli.json(['source', 'put', 'strict', '--profile', 'standard-webhooks', ...args], {
      env,
    });

    expect(source).toMatchObject({
      proofs: { profile: 'standard-webhooks', secrets: 2, token: { secrets: 1 }, ip: ['203.0.113.0/24'] },
    });
  });

  it('list, disable, enable and remove', async () => {
    await cli.text(['source', 'disable', 'strict']);
    expect(await cli.json(['source', 'show', 'strict'])).toMatchObject({ enabled: false });
    await cli.text(['source', 'enable', 'strict']);
    expect(await cli.json(['source', 'show', 'strict'])).toMatchObject({ enabled: true });
    await cli.text(['source', 'remove', 'strict']);
    expect(await cli.json(['source', 'list'])).toMatchObject({ items: [{ name: 'auth-platform' }] });
    expect(await cli.run(['source', 'show', 'strict'])).toMatchObject({ code: 1 });
  });

  it('without any proof is refused, unless it says that it is open', async () => {
    const said = await cli.run(['source', 'put', 'anyone']);

    expect(said).toMatchObject({ code: 1, stdout: '' });
    expect(said.stderr).toContain('open');
    expect(await cli.json(['source', 'put', 'anyone', '--open'])).toMatchObject({ proofs: { open: true } });
  });
});

describe('send', () => {
  const body = ['--body', JSON.stringify(GREETING)];

  it('is accepted when it is signed, and runs what it is for', async () => {
    const sent = await cli.json<Sent>(['send', 'auth-platform', '--secret-file', secretFile, ...body]);
    const followed = await cli.run(['executions', 'follow', sent.answer.executions[0]!, '--within', '30']);

    expect(sent).toMatchObject({ status: 202, accepted: true });
    expect(followed.code).toBe(0);
    expect(followed.stdout).toMatch(
      /^succeeded {2}profile \(user\.create\)[^]*\nsucceeded {2}acme\.identity\/welcome-new-user/,
    );
  });

  it('again with the same id is a duplicate', async () => {
    const args = [
      'send',
      'auth-platform',
      '--secret-file',
      secretFile,
      '--id',
      `msg_${randomUUID()}`,
      ...body,
    ];
    const first = await cli.json<Sent>(args);

    expect(await cli.json(args)).toMatchObject({
      status: 200,
      answer: { executions: first.answer.executions },
    });
  });

  it('goes to an address without a token of ours', async () => {
    const { hook } = await cli.json<{ hook: { url: string } }>(['source', 'show', 'auth-platform']);
    const secret = (await readFile(secretFile, 'utf8')).trim();
    const env = { SIGNET_TOKEN: '', SIGNING: secret };
    const said = await cli.run(['send', hook.url, '--secret-env', 'SIGNING', '--body', '-'], {
      env,
      stdin: JSON.stringify(GREETING),
    });

    expect(said).toMatchObject({ code: 0, stdout: expect.stringMatching(/^202 accepted/) });
  });

  it('with another secret is refused and ends with 1', async () => {
    const env = { WRONG: `whsec_${Buffer.alloc(24, 9).toString('base64')}` };
    const said = await cli.run(['send', 'auth-platform', '--secret-env', 'WRONG', ...body], { env });

    expect(said).toMatchObject({ code: 1, stdout: expect.stringMatching(/^401 refused/) });
  });

  it('of something that is no JSON is a usage failure', async () => {
    const args = ['send', 'auth-platform', '--secret-file', secretFile, '--body', '{a}'];

    expect(await cli.run(args)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--body: not JSON'),
    });
  });
});

describe('user', () => {
  it('list and show what workflows made', async () => {
    await eventually(async () =>
      expect(await cli.json(['user', 'list'])).toMatchObject({ items: [{ id: 'ada', roles: ['member'] }] }),
    );
    expect(await cli.text(['user', 'show', 'ada'])).toMatch(/user: +ada\nactive: +yes\nroles: +member/);
  });

  it('show of an unknown one ends with 1', async () => {
    expect(await cli.run(['user', 'show', 'nobody'])).toMatchObject({ code: 1 });
  });
});

describe('access', () => {
  it('a token that is not accepted ends with 3, and says what to do', async () => {
    const said = await cli.run(['workflow', 'list'], { env: { SIGNET_TOKEN: 'not-a-token-of-anyone' } });

    expect(said).toMatchObject({ code: 3, stderr: expect.stringContaining('--token-file') });
  });

  it('a token from a file goes before the variable', async () => {
    const file = join(folder, 'token');
    await writeFile(file, `${server.token}\n`);

    expect(
      await cli.json(['token', 'whoami', '--token-file', file], { env: { SIGNET_TOKEN: 'wrong' } }),
    ).toMatchObject({ role: 'admin' });
  });
});
