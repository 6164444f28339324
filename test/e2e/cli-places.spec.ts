/** The commands for environments, variables, tenants and deployments, and `--environment` and `--tenant` of the others. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { startServer, TestCli } from './cli-run.js';
import type { TestServer } from './cli-run.js';

interface Page<T> {
  items: T[];
  next: string | null;
}

const NAME = 'acme/staged';
const text = (says: string): string => `id: staged
namespace: acme
triggers:
  - { id: hook, type: webhook, open: true }
tasks:
  - id: check
    type: fail
    if: trigger.body.?bad.orValue(false)
    message: this one cannot work
  - id: say
    type: log
    message: ${says} {{ default(var('REGION'), 'nowhere') }}
`;

let database: TestDatabase;
let server: TestServer;
let cli: TestCli;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer(database.url);
  cli = server.cli;
  folder = await temporaryFolder('cli-places');
  await writeFile(join(folder, 'first.yaml'), text('first'));
  await writeFile(join(folder, 'second.yaml'), text('second'));
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

describe('environment', () => {
  it('put makes one, list shows it, remove takes it away', async () => {
    expect(
      await cli.json(['environment', 'put', 'staging', '--description', 'before it goes live']),
    ).toMatchObject({
      name: 'staging',
      description: 'before it goes live',
    });
    await cli.text(['environment', 'put', 'brief']);
    expect(await cli.text(['environment', 'list'])).toMatch(
      /^ENVIRONMENT +WORKFLOWS +DESCRIPTION\nbrief +0 +-\nproduction/,
    );
    expect(await cli.text(['environment', 'remove', 'brief'])).toBe('brief removed\n');
    expect(await cli.run(['environment', 'delete', 'brief'])).toMatchObject({ code: 1, stdout: '' });
  });

  it('that is always there, or cannot be called that, ends with 1', async () => {
    const kept = await cli.run(['environment', 'remove', 'production']);
    expect(kept).toMatchObject({ code: 1, stderr: expect.stringContaining('production is always there') });
    expect(await cli.run(['environment', 'put', 'a.b'])).toMatchObject({ code: 1 });
    expect(await cli.run(['environment', 'put'])).toMatchObject({ code: 2 });
  });
});

describe('variable', () => {
  it('set takes JSON, text, a file or stdin, for one environment or all', async () => {
    await writeFile(join(folder, 'value.json'), '{"name":"lyon"}');
    expect(await cli.text(['variable', 'set', 'acme', 'REGION', '"everywhere"'])).toBe(
      'acme/REGION is set\n',
    );
    expect(
      await cli.text([
        'variable',
        'set',
        'acme',
        'REGION',
        'stage: one',
        '--text',
        '--environment',
        'staging',
      ]),
    ).toBe('acme/REGION is set in staging\n');
    await cli.text(['variable', 'set', 'acme', 'FILED', `@${join(folder, 'value.json')}`]);
    expect(await cli.json(['variable', 'set', 'acme', 'PIPED', '-'], { stdin: '[1, 2]' })).toEqual({
      namespace: 'acme',
      name: 'PIPED',
      environment: null,
      value: [1, 2],
    });

    const { items } = await cli.json<Page<object>>(['variable', 'list', '--namespace', 'acme']);
    expect(items).toMatchObject([
      { name: 'FILED', environment: null, value: { name: 'lyon' } },
      { name: 'PIPED', value: [1, 2] },
      { name: 'REGION', environment: null, value: 'everywhere' },
      { name: 'REGION', environment: 'staging', value: 'stage: one' },
    ]);
    expect(await cli.text(['variable', 'list'])).toMatch(/acme +REGION +staging +stage: one +1/);
    expect(await cli.text(['variable', 'list', '--namespace', 'other'])).toMatch(/^no variables yet/);
  });

  it('remove takes away the one of that environment', async () => {
    await cli.text(['variable', 'set', 'acme', 'BRIEF', '1', '--environment', 'staging']);
    expect(await cli.run(['variable', 'remove', 'acme', 'BRIEF'])).toMatchObject({ code: 1 });
    const said = await cli.text(['variable', 'delete', 'acme', 'BRIEF', '--environment', 'staging']);
    expect(said).toBe('acme/BRIEF removed in staging\n');
  });

  it('what is no JSON is a usage failure, an unknown environment ends with 1', async () => {
    const said = await cli.run(['variable', 'set', 'acme', 'REGION', 'eu-west']);
    expect(said).toMatchObject({ code: 2, stderr: expect.stringContaining('--text') });
    const args = ['variable', 'set', 'acme', 'REGION', '1', '--environment', 'nowhere'];
    expect(await cli.run(args)).toMatchObject({ code: 1, stderr: expect.stringContaining('no environment') });
  });
});

describe('secret', () => {
  it('is set, listed and removed by environment', async () => {
    const args = ['acme', 'KEY', '--environment', 'staging'];
    expect(await cli.text(['secret', 'set', ...args], { stdin: 'x' })).toBe('acme/KEY is set in staging\n');
    await cli.text(['secret', 'set', 'acme', 'KEY'], { stdin: 'y' });
    expect(await cli.text(['secret', 'list'])).toMatch(/acme +KEY +all +1 .*\nacme +KEY +staging +1 /);
    expect(await cli.text(['secret', 'delete', ...args])).toBe('acme/KEY removed in staging\n');
    expect(await cli.run(['secret', 'remove', ...args])).toMatchObject({ code: 1 });
  });
});

describe('workflow', () => {
  const apply = (file: string, ...more: string[]) =>
    cli.json<{ files: { outcome: string }[] }>(['workflow', 'apply', join(folder, file), ...more]);
  const deployed = async (): Promise<Record<string, number>> => {
    const { items } = await cli.json<Page<{ environment: string; revision: number }>>([
      'workflow',
      'deployments',
      NAME,
    ]);
    return Object.fromEntries(items.map(({ environment, revision }) => [environment, revision]));
  };

  it('apply, list and show look at one environment', async () => {
    expect(await apply('first.yaml')).toMatchObject({ files: [{ outcome: 'created' }] });
    expect(await apply('second.yaml', '--environment', 'staging')).toMatchObject({
      files: [{ outcome: 'updated' }],
    });
    expect(await apply('first.yaml')).toMatchObject({ files: [{ outcome: 'unchanged' }] });
    expect(await apply('first.yaml', '--environment', 'nowhere').catch(String)).toContain('ended with 1');

    expect(await cli.json(['workflow', 'show', NAME])).toMatchObject({ revision: 1, newest: 2 });
    const shown = await cli.text(['workflow', 'show', NAME, '--environment', 'staging']);
    expect(shown).toMatch(/revision: +2\n/);
    expect(shown).toMatch(/deployed in: +production, staging\n/);
    expect(shown).toMatch(/hook of hook: +http\S+\/hooks\/[0-9a-f]{64}\?environment=staging\n/);
    expect(await cli.text(['workflow', 'list', '--environment', 'staging'])).toMatch(/acme\/staged +2 +yes/);
    expect(await cli.text(['workflow', 'list'])).toMatch(/acme\/staged +1 +yes .* production, staging\n/);
    expect(await cli.run(['workflow', 'list', '--environment', 'nowhere'])).toMatchObject({ code: 1 });
  });

  it('diff says what a document or a revision changes, and ends with 1 when it does', async () => {
    const second = join(folder, 'second.yaml');
    const changed = await cli.run(['workflow', 'diff', second]);
    expect(changed.code).toBe(1);
    expect(changed.stdout).toMatch(new RegExp(`^${NAME}\\n~ task \\S+: message: .* -> .*\\n$`));
    expect(await cli.run(['workflow', 'diff', second, '--environment', 'staging'])).toMatchObject({
      code: 0,
      stdout: `${NAME}: no changes\n`,
    });
    expect(await cli.run(['workflow', 'diff', NAME, '--from', '1', '--to', '2'])).toMatchObject({
      code: 1,
      stdout: changed.stdout,
    });
    expect(await cli.run(['workflow', 'diff', NAME, '--to', '2'])).toMatchObject({ code: 2 });
    expect(await cli.run(['workflow', 'diff', NAME, '--from', '7'])).toMatchObject({ code: 2 });
  });

  it('apply warns of what it names and its environment lacks', async () => {
    await writeFile(
      join(folder, 'lacks.yaml'),
      text('lacks').replace("'REGION'", "'REGIONN'").replace('staged', 'lacks'),
    );
    const said = await cli.text(['workflow', 'apply', join(folder, 'lacks.yaml')]);
    expect(said).toMatch(
      /warning: .*there is no variable 'REGIONN' for acme in production \(did you mean 'REGION'\?\)/,
    );
  });

  it('promote, deploy and undeploy move revisions', async () => {
    expect(await deployed()).toEqual({ production: 1, staging: 2 });
    const promoted = await cli.text(['workflow', 'promote', NAME, '--from', 'staging', '--to', 'production']);
    expect(promoted).toMatch(
      /^ENVIRONMENT +REVISION +ENABLED +DEPLOYED +BY\nproduction +2 +yes .* token:admin\n/,
    );
    await cli.text(['workflow', 'deploy', NAME, '--revision', '1']);
    await cli.text(['workflow', 'deploy', NAME, '--revision', '1', '--environment', 'staging']);
    expect(await deployed()).toEqual({ production: 1, staging: 1 });
    expect(await cli.text(['workflow', 'undeploy', NAME, '--environment', 'staging'])).toBe(
      `${NAME} runs in staging no more\n`,
    );
    expect(await deployed()).toEqual({ production: 1 });
    expect(await cli.text(['workflow', 'show', NAME, '--environment', 'staging'])).toMatch(
      /revision: +not deployed\n/,
    );
  });

  it('what is not there ends with 1, half a command line with 2', async () => {
    expect(
      await cli.run(['workflow', 'promote', NAME, '--from', 'staging', '--to', 'production']),
    ).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('not deployed in staging'),
    });
    expect(await cli.run(['workflow', 'deploy', NAME, '--revision', '99'])).toMatchObject({ code: 1 });
    expect(await cli.run(['workflow', 'undeploy', NAME, '--environment', 'staging'])).toMatchObject({
      code: 1,
    });
    expect(await cli.run(['workflow', 'deployments', 'acme/nobody'])).toMatchObject({ code: 1 });
    expect(await cli.run(['workflow', 'promote', NAME, '--from', 'staging'])).toMatchObject({ code: 2 });
    expect(await cli.run(['workflow', 'undeploy', NAME])).toMatchObject({ code: 2 });
    expect(await cli.run(['workflow', 'deploy', NAME])).toMatchObject({ code: 2 });
    expect(await cli.run(['workflow', 'deploy', NAME, '--revision', 'x'])).toMatchObject({ code: 2 });
  });

  it('disable and enable are for a trigger, or for all of them, in one environment', async () => {
    await apply('first.yaml', '--environment', 'staging');
    const hooks = async (environment: string): Promise<object> => {
      const args = ['workflow', 'show', NAME, '--environment', environment];
      const { enabled, hooks } = await cli.json<{ enabled: boolean; hooks: { enabled: boolean }[] }>(args);
      return { enabled, hook: hooks[0]!.enabled };
    };
    const off = await cli.text([
      'workflow',
      'disable',
      NAME,
      '--trigger',
      'hook',
      '--environment',
      'staging',
    ]);
    expect(off).toBe(`trigger hook of ${NAME} disabled in staging\n`);
    expect(await hooks('staging')).toEqual({ enabled: true, hook: false });
    expect(await hooks('production')).toEqual({ enabled: true, hook: true });
    expect(
      await cli.json(['workflow', 'enable', NAME, '--trigger', 'hook', '--environment', 'staging']),
    ).toEqual({
      workflow: NAME,
      trigger: 'hook',
      environment: 'staging',
      enabled: true,
    });
    await cli.text(['workflow', 'disable', NAME, '--environment', 'staging']);
    expect(await hooks('staging')).toEqual({ enabled: false, hook: false });
    await cli.text(['workflow', 'enable', NAME, '--environment', 'staging']);
    expect(await cli.run(['workflow', 'enable', NAME, '--trigger', 'other'])).toMatchObject({ code: 1 });
  });
});

describe('what ran', () => {
  it('is started, listed and replayed by environment', async () => {
    const start = (body: string, ...more: string[]) =>
      cli.run(['trigger', NAME, '--body', body, '--wait', ...more]);
    expect(await start('{}', '--environment', 'staging')).toMatchObject({ code: 0 });
    expect(await start('{"bad":true}', '--environment', 'staging')).toMatchObject({ code: 1 });
    expect(await start('{}')).toMatchObject({ code: 0 });
    expect(await start('{}', '--environment', 'nowhere')).toMatchObject({ code: 1 });

    const list = async (what: string, ...more: string[]) =>
      (await cli.json<Page<{ environment: string }>>([what, 'list', ...more])).items.map(
        ({ environment }) => environment,
      );
    expect(await list('executions', '--environment', 'staging')).toEqual(['staging', 'staging']);
    expect(await list('executions', '--environment', 'production')).toEqual(['production']);
    expect(await list('dead-letters', '--environment', 'staging')).toEqual(['staging']);
    expect(await list('dead-letters', '--environment', 'production')).toEqual([]);
    expect(await cli.text(['executions', 'list'])).toMatch(/ACCEPTED +ENVIRONMENT\n/);
    expect(await cli.text(['executions', 'list', '--environment', 'production'])).not.toContain(
      'ENVIRONMENT',
    );

    const [{ id }] = (await cli.json<Page<{ id: string }>>(['executions', 'list', '--status', 'dead']))
      .items as [{ id: string }];
    expect(await cli.text(['executions', 'show', id])).toMatch(/environment: +staging\n/);
    expect(await cli.text(['dead-letters', 'show', id])).toMatch(/environment: +staging\n/);
    const replay = ['dead-letters', 'replay', '--environment', 'staging'];
    expect(await cli.json([...replay, '--dry-run'])).toEqual({ matches: 1 });
    expect(await cli.json([...replay, '--yes'])).toMatchObject({ replayed: 1 });
  });

  it('is sent to one environment', async () => {
    await cli.text(['source', 'put', 'platform', '--open', '--event-type', 'json:/event']);
    const send = ['send', 'platform', '--body', '{}', '--secret-env', 'S'];
    const env = { S: `whsec_${Buffer.alloc(24, 1).toString('base64')}` };
    expect(await cli.json([...send, '--environment', 'staging'], { env })).toMatchObject({
      status: 202,
      url: expect.stringMatching(/\?environment=staging$/),
    });
    expect(await cli.run([...send, '--environment', 'nowhere'], { env })).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('no environment of that name'),
    });
  });
});

describe('tenant', () => {
  it('put makes one, and shows or keeps its first token once', async () => {
    const out = join(folder, 'lyon.token');
    const said = await cli.text([
      'tenant',
      'put',
      'lyon',
      '--description',
      'the branch in Lyon',
      '--out',
      out,
    ]);
    const token = (await readFile(out, 'utf8')).trim();
    expect(said).toBe(`lyon is made, its admin token is in ${out}\n`);
    expect((await stat(out)).mode & 0o777).toBe(0o600);
    expect(await cli.text(['tenant', 'put', 'lyon'])).toBe('lyon was there already\n');
    const shown = await cli.run(['tenant', 'put', 'paris']);
    expect(shown).toMatchObject({ code: 0, stdout: expect.stringMatching(/^sgn_\S+\n$/) });
    expect(shown.stderr).toContain('not shown again');
    const listed = await cli.text(['tenant', 'list']);
    expect(listed).toMatch(/^TENANT +CREATED +KEPT FOR +DESCRIPTION\nlyon .*\nmain .*\nparis /);
    expect(listed).not.toContain(token);
  });

  it('token makes another admin token, and put makes no tenant whose token could not be kept', async () => {
    const { token } = await cli.json<{ token: string }>(['tenant', 'token', 'paris']);
    expect(
      await new TestCli({ SIGNET_URL: server.url, SIGNET_TOKEN: token }).text(['token', 'whoami']),
    ).toMatch(/tenant: +paris\n/);
    await cli.text(['tenant', 'token', 'paris', '--out', 'paris.token'], { cwd: folder });
    expect(await readFile(join(folder, 'paris.token'), 'utf8')).toMatch(/^sgn_\S+\n$/);

    const said = await cli.run(['tenant', 'put', 'nantes', '--out', 'no/such/folder/t']);
    expect(said).toMatchObject({ code: 2, stderr: expect.stringContaining('cannot be written') });
    expect(await cli.text(['tenant', 'list'])).not.toContain('nantes');
  });

  it('is what a token is of: --tenant says which it has to be', async () => {
    const lyon = new TestCli({
      ...cli.env,
      SIGNET_TOKEN: (await readFile(join(folder, 'lyon.token'), 'utf8')).trim(),
    });
    expect(await lyon.text(['token', 'whoami'])).toMatch(/tenant: +lyon\n/);
    expect(await lyon.json(['workflow', 'list', '--tenant', 'lyon'])).toMatchObject({ items: [] });
    await lyon.text(['--tenant', 'lyon', 'workflow', 'apply', join(folder, 'first.yaml')]);
    expect(await lyon.json(['workflow', 'show', NAME])).toMatchObject({ environments: ['production'] });
    expect(await cli.json(['workflow', 'show', NAME, '--tenant', 'main'])).toMatchObject({
      environments: ['production', 'staging'],
    });

    for (const args of [
      ['workflow', 'list'],
      ['workflow', 'show', NAME],
      ['secret', 'list'],
    ]) {
      expect(await cli.run([...args, '--tenant', 'lyon'])).toMatchObject({ code: 1, stdout: '' });
      expect(await lyon.run([...args, '--tenant', 'nobody'])).toMatchObject({ code: 1, stdout: '' });
    }
    expect(await cli.run(['workflow', 'list', '--tenant', '../main'])).toMatchObject({ code: 2 });
    expect(await lyon.run(['tenant', 'put', 'grabbed'])).toMatchObject({ code: 3 });
  });

  it('that cannot be called that ends with 1', async () => {
    const said = await cli.run(['tenant', 'put', 'workflows', '--json']);
    expect(said).toMatchObject({ code: 1, stderr: expect.stringContaining('no word of the API') });
    expect(JSON.parse(said.stdout)).toMatchObject({ error: { exitCode: 1, status: 400 } });
  });
});
