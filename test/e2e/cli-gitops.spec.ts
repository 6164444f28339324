/** Workflows out of a folder in version control, revisions, and archives, with the command line. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { startServer } from './cli-run.js';
import type { TestCli, TestServer } from './cli-run.js';

let database: TestDatabase;
let server: TestServer;
let cli: TestCli;
let folder: string;

const text = (id: string, says: string, namespace = 'acme'): string =>
  `id: ${id}\nnamespace: ${namespace}\ntasks:\n  - { id: say, type: log, message: ${says} }\n`;
const write = (name: string, content: string) => writeFile(join(folder, name), content);
const apply = (...more: string[]) => cli.run(['workflow', 'apply', folder, ...more]);
const running = async (environment = 'production'): Promise<Record<string, number>> => {
  const { items } = await cli.json<{ items: { namespace: string; id: string; revision: number | null }[] }>([
    'workflow',
    'list',
    '--environment',
    environment,
  ]);
  return Object.fromEntries(
    items.flatMap(({ namespace, id, revision }) =>
      revision === null ? [] : [[`${namespace}/${id}`, revision]],
    ),
  );
};

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer(database.url);
  cli = server.cli;
  folder = join(await temporaryFolder('gitops'), 'flows');
  await mkdir(folder);
  await cli.text(['environment', 'put', 'staging']);
});
afterAll(async () => {
  await server?.stop();
  await database?.drop();
});

describe('workflow apply of a folder', () => {
  it('rehearsed says what it would do, ends with 1, and does nothing', async () => {
    await write('one.yaml', text('one', 'hello'));
    await write('two.yaml', text('two', 'hello'));

    expect(await apply('--dry-run')).toMatchObject({
      code: 1,
      stdout: `${folder}/one.yaml: create acme/one\n${folder}/two.yaml: create acme/two\n`,
    });
    expect(await running()).toEqual({});
  });

  it('does it, and finds nothing to do the second time', async () => {
    expect((await apply()).code).toBe(0);
    expect(await running()).toEqual({ 'acme/one': 1, 'acme/two': 1 });
    expect((await apply('--prune')).code).toBe(0);
    expect(await apply('--dry-run', '--prune')).toMatchObject({
      code: 0,
      stdout: `${folder}/one.yaml: unchanged acme/one\n${folder}/two.yaml: unchanged acme/two\n`,
    });
    expect(await running()).toEqual({ 'acme/one': 1, 'acme/two': 1 });
  });

  it('shows what changes, and where it only has to be deployed', async () => {
    await write('one.yaml', text('one', 'bye'));
    const changed = await apply('--dry-run');
    expect(changed.stdout).toContain('one.yaml: change acme/one\n  ~ task say: message: hello -> bye\n');
    const staged = await apply('--dry-run', '--environment', 'staging');
    expect(staged.stdout).toContain('two.yaml: deploy acme/two\n');
  });

  it('changes nothing when a file is refused, and prunes nothing, and tells every fault', async () => {
    await write('bad.yaml', text('bad', 'x').replace('type: log', 'type: lgo'));
    await write('twin.yaml', text('two', 'twin'));
    const before = await running();

    for (const [more, code] of [
      [[], 1],
      [['--prune'], 1],
      [['--dry-run'], 2],
    ] as const) {
      const said = await apply(...more);
      expect(said.code).toBe(code);
      expect(said.stdout).toMatch(/bad\.yaml: refused\n.*bad\.yaml:4:\d+ .*\(did you mean 'log'\?\)/);
      expect(said.stdout).toMatch(/twin\.yaml: refused acme\/two\n.*acme\/two is in .*two\.yaml, too/);
      expect(said.stdout).toContain('one.yaml: change acme/one');
    }
    expect(await running()).toEqual(before);
    await rm(join(folder, 'bad.yaml'));
    await rm(join(folder, 'twin.yaml'));
  });

  it('prunes what is of its namespaces and in none of its files, there and nowhere else', async () => {
    const others = await temporaryFolder('others');
    await writeFile(join(others, 'old.yaml'), text('old', 'x'));
    await writeFile(join(others, 'both.yaml'), text('both', 'x'));
    await writeFile(join(others, 'below.yaml'), text('kept', 'x', 'acme.below'));
    await cli.text(['workflow', 'apply', others]);
    await cli.text(['workflow', 'apply', join(others, 'both.yaml'), '--environment', 'staging']);

    const plan = 'undeploy acme/both\ndelete acme/old\n';
    expect(await apply('--prune', '--dry-run')).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(plan),
    });
    expect(await apply('--prune')).toMatchObject({ code: 0, stdout: expect.stringContaining(plan) });
    expect(await running()).toEqual({ 'acme/one': 2, 'acme/two': 1, 'acme.below/kept': 1 });
    expect(await running('staging')).toEqual({ 'acme/both': 1 });
    expect(await cli.text(['workflow', 'list', '--deleted'])).toContain('acme/old');
  });

  it('warns of no workflow that comes with it, whatever the order, and of what those take', async () => {
    const batch = await temporaryFolder('batch');
    const call = (id: string, inputs: string): string =>
      `id: ${id}\nnamespace: batch\ntasks:\n  - { id: call, type: subflow, workflow: taker, inputs: ${inputs} }\n`;
    await writeFile(join(batch, 'a.yaml'), call('giver', '{ name: Ada }'));
    await writeFile(join(batch, 'b.yaml'), text('taker', "'{{ trigger.body.name }}'", 'batch'));
    const run = (...more: string[]) => cli.run(['workflow', 'apply', batch, ...more]);
    const quiet = { stdout: expect.not.stringContaining('warning') };

    expect(await run('--dry-run')).toMatchObject({ code: 1, ...quiet });
    expect(await run()).toMatchObject({ code: 0, ...quiet });
    await writeFile(join(batch, 'b.yaml'), text('taker', "'{{ trigger.body.nick }}'", 'batch'));
    const unread =
      "a.yaml:4:59 tasks[0].inputs.name: batch/taker does not read the input 'name', it takes nick";
    for (const more of [['--dry-run'], []]) {
      expect((await run(...more)).stdout).toContain(unread);
    }
    await rm(join(batch, 'b.yaml'));
    await writeFile(join(batch, 'a.yaml'), call('giver', '{}').replace('taker', 'takre'));
    expect((await run('--dry-run')).stdout).toContain("there is no workflow 'batch/takre'");
  });

  it('prunes nothing out of an empty folder, a file alone, or none', async () => {
    const empty = await temporaryFolder('empty');
    const before = await running();

    for (const path of [empty, join(folder, 'one.yaml'), join(empty, 'nothing')]) {
      expect((await cli.run(['workflow', 'apply', path, '--prune'])).code).toBe(2);
    }
    expect(await running()).toEqual(before);
  });
});

describe('workflow diff', () => {
  it('ends as diff does, and says what it compared with', async () => {
    const file = join(folder, 'one.yaml');
    expect((await cli.run(['workflow', 'diff', file])).code).toBe(0);
    await write('bad.yaml', text('bad', 'x').replace('type: log', 'type: lgo'));
    const bad = await cli.run(['workflow', 'diff', join(folder, 'bad.yaml')]);
    expect(bad).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining("did you mean 'log'?"),
    });
    await write('bad.yaml', text('fresh', 'x'));
    const fresh = await cli.run(['workflow', 'diff', join(folder, 'bad.yaml')]);
    expect(fresh).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^acme\/fresh \(new\)\n\+ task say/),
    });
    await rm(join(folder, 'bad.yaml'));
    await write('one.yaml', text('one', 'again'));
    const away = await cli.run(['workflow', 'diff', file, '--environment', 'staging']);
    expect(away).toMatchObject({
      code: 1,
      stdout:
        'acme/one (not deployed in staging; against revision 2, the newest)\n~ task say: message: bye -> again\n',
    });
    expect((await cli.run(['workflow', 'diff', 'acme/never', '--from', '1', '--to', '2'])).code).toBe(2);
  });
});

describe('workflow revisions, delete and restore', () => {
  it('show who saved what, take away and bring back', async () => {
    const lines = (await cli.text(['workflow', 'revisions', 'acme/one'])).split('\n');
    expect(lines[0]).toMatch(/^REVISION +HASH +SAVED +BY +RUNS IN$/);
    expect(lines[1]).toMatch(/^2 +[0-9a-f]{12} +\S+ \S+ +token:admin +production$/);
    expect(lines[2]).toMatch(/^1 .* -$/);

    await cli.text(['workflow', 'delete', 'acme/one']);
    expect((await cli.run(['workflow', 'show', 'acme/one'])).code).toBe(1);
    expect((await cli.run(['workflow', 'restore', 'acme/one', '--environment', 'staging'])).code).toBe(2);
    expect(await cli.text(['workflow', 'restore', 'acme/one'])).toContain('runs nowhere');
    expect((await cli.run(['workflow', 'restore', 'acme/one'])).code).toBe(1);
    await cli.text(['workflow', 'delete', 'acme/one']);
    await cli.text(['workflow', 'restore', 'acme/one', '--revision', '1']);
    expect(await running()).toMatchObject({ 'acme/one': 1 });
  });
});

describe('workflow new', () => {
  it('tells editors where the schema is, which is open to all', async () => {
    const file = join(folder, '..', 'sign-up.yaml');
    await cli.text(['workflow', 'new', file, '--template', 'sign-up']);
    const [first] = (await readFile(file, 'utf8')).split('\n');

    expect(first).toBe(`# yaml-language-server: $schema=${server.url}/schemas/workflow.json`);
    expect((await fetch(`${server.url}/schemas/workflow.json`)).status).toBe(200);
  });
});

describe('workflow export and import', () => {
  it('carry a namespace over', async () => {
    const file = join(folder, '..', 'acme.archive');
    const said = await cli.run(['workflow', 'export', 'acme', '-o', file]);
    expect(said).toMatchObject({ code: 0, stdout: `${file} written\n` });
    expect(said.stderr).toContain('2 workflows of acme\n');
    const archive = await readFile(file, 'utf8');
    expect(await cli.text(['workflow', 'export', 'acme'])).toBe(archive);

    const into = ['workflow', 'import', '-', '--namespace', 'copy'];
    expect((await cli.run([...into, '--dry-run'], { stdin: archive })).code).toBe(1);
    expect(await cli.text(into, { stdin: archive })).toMatch(
      /copy\/one +created +1\ncopy\/two +created +1\n/,
    );
    expect((await cli.run([...into, '--dry-run'], { stdin: archive })).code).toBe(0);
    expect(await cli.text(['workflow', 'export', 'copy'])).toBe(
      archive.replaceAll(/(of |namespace: )acme/g, '$1copy'),
    );
  });

  it('import nothing of what has a fault', async () => {
    const archive = `${text('fine', 'x', 'faulty')}---\n${text('bad', 'x', 'faulty').replace('log', 'lgo')}`;
    const said = await cli.run(['workflow', 'import', '-'], { stdin: archive });

    expect(said).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/nothing is imported:\n-:9:\d+ .*'log'/),
    });
    expect((await cli.run(['workflow', 'import', '-', '--dry-run'], { stdin: archive })).code).toBe(2);
    expect((await cli.run(['workflow', 'export', 'faulty'])).code).toBe(1);
    expect((await cli.run(['workflow', 'import', join(folder, 'none')])).code).toBe(2);
  });
});
