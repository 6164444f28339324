/** The commands for what ran and who may look: executions, dead letters, audit, secrets, tokens. */
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../support/database.js';
import type { TestDatabase } from '../support/database.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { startServer } from './cli-run.js';
import type { TestCli, TestServer } from './cli-run.js';

interface Page<T> {
  items: T[];
  next: string | null;
}

const NAME = 'acme.identity/fragile';
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

let database: TestDatabase;
let server: TestServer;
let cli: TestCli;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startServer(database.url);
  cli = server.cli;
  folder = await temporaryFolder('cli');
  await writeFile(join(folder, 'fragile.yaml'), FRAGILE);
  await cli.text(['workflow', 'apply', join(folder, 'fragile.yaml')]);
});
afterAll(async () => {
  await server.stop();
  await database.drop();
});

/** Triggers the workflow and waits; returns the execution's id. */
async function trigger(bad: boolean, subject: string): Promise<string> {
  const body = JSON.stringify({ bad });
  const said = await cli.run(['trigger', NAME, '--body', body, '--subject', subject, '--wait', '--json']);
  expect(said.code).toBe(bad ? 1 : 0);
  const [first] = said.stdout.split('\n');
  return (JSON.parse(first!) as { executions: string[] }).executions[0]!;
}

describe('trigger', () => {
  it('starts one, and gives its ids', async () => {
    const answer = await cli.json([
      'trigger',
      NAME,
      '--type',
      'by.hand',
      '--subject',
      'eve',
      '--body',
      '{"bad":false}',
    ]);

    expect(answer).toEqual({ event: expect.any(String), executions: [expect.any(String)] });
  });

  it('with an id of its own starts one once', async () => {
    const args = ['trigger', NAME, '--external-id', 'once', '--body', '{"bad":false}'];

    expect(await cli.json(args)).toEqual(await cli.json(args));
  });

  it('reads the body from a file, and waits until it has ended', async () => {
    await writeFile(join(folder, 'body.json'), '{"bad":false}');
    const said = await cli.run(['trigger', NAME, '--body', '@body.json', '--wait'], { cwd: folder });

    expect(said.code).toBe(0);
    expect(said.stdout).toMatch(/^event \S+: execution \S+\n[^]*succeeded {2}trace \(audit\.log\)/);
  });

  it('of an unknown one ends with 1, of no name with 2', async () => {
    expect(await cli.run(['trigger', 'acme/nobody'])).toMatchObject({ code: 1 });
    expect(await cli.run(['trigger', 'nobody'])).toMatchObject({ code: 2 });
  });
});

describe('executions', () => {
  it('are followed to the end, a line of JSON for each task run', async () => {
    const execution = await trigger(false, 'ada');
    const said = await cli.run(['executions', 'follow', execution, '--json']);
    const lines = said.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);

    expect(said.code).toBe(0);
    expect(lines).toMatchObject([
      { execution, taskRun: { task: 'check', status: 'skipped' } },
      { execution, taskRun: { task: 'trace', status: 'succeeded' } },
      { execution: { id: execution, status: 'succeeded' } },
    ]);
  });

  it('that are dead are followed to 1', async () => {
    const execution = await trigger(true, 'bob');
    const said = await cli.run(['executions', 'follow', execution]);

    expect(said.code).toBe(1);
    expect(said.stdout).toMatch(
      /failed {2}check \(fail\)[^]*dead {2}acme\.identity\/fragile .* this one cannot work/,
    );
  });

  it('are listed by what they are about', async () => {
    const list = async (...args: string[]) =>
      (await cli.json<Page<{ subject: string; status: string }>>(['executions', 'list', ...args])).items;

    expect(await list('--subject', 'ada')).toMatchObject([{ subject: 'ada', status: 'succeeded' }]);
    expect(await list('--status', 'dead')).toMatchObject([{ subject: 'bob' }]);
    expect(await list('--type', 'by.hand', '--workflow', NAME)).toMatchObject([{ subject: 'eve' }]);
    expect(await list('--label', 'team:nobody')).toEqual([]);
    expect(await list('--until', '1h')).toEqual([]);
    expect((await list('--label', 'team:identity', '--since', '1h')).length).toBeGreaterThan(2);
    expect(await cli.text(['executions', 'list', '--subject', 'nobody'])).toBe('no executions match\n');
  });

  it('are shown with their task runs', async () => {
    const [one] = (await cli.json<Page<{ id: string }>>(['executions', 'list', '--subject', 'ada'])).items;
    const text = await cli.text(['executions', 'show', one!.id]);

    expect(text).toMatch(/status: +succeeded/);
    expect(text).toMatch(/trace +audit\.log +succeeded/);
    expect(await cli.json(['executions', 'show', one!.id])).toMatchObject({
      event: { body: { bad: false } },
    });
  });

  it.each([
    ['01a1fcd0-5d2b-701b-afab-6094a0d43798', 'show'],
    ['01a1fcd0-5d2b-701b-afab-6094a0d43798', 'follow'],
  ])('%s is unknown to %s', async (id, verb) => {
    expect(await cli.run(['executions', verb, id])).toMatchObject({ code: 1 });
  });
});

describe('dead-letters', () => {
  it('are listed and shown', async () => {
    const { items } = await cli.json<Page<{ execution: string }>>([
      'dead-letters',
      'list',
      '--subject',
      'bob',
    ]);
    const text = await cli.text(['dead-letters', 'show', items[0]!.execution]);

    expect(items).toMatchObject([{ workflow: NAME, subject: 'bob', task: 'check', status: 'open' }]);
    expect(text).toMatch(/error: +task_failed: this one cannot work/);
    expect(await cli.text(['dead-letters', 'list', '--status', 'discarded'])).toBe(
      'no discarded dead letters\n',
    );
    expect(await cli.text(['dead-letters', 'list', '--reason', 'quota'])).toBe(
      'no open dead letters match\n',
    );
  });

  it('one is replayed once, however often it is asked', async () => {
    const execution = await trigger(true, 'carl');
    const first = await cli.json<{ execution: string }>(['dead-letters', 'replay', execution]);
    const again = await cli.json(['dead-letters', 'replay', execution, '--from', 'start']);

    expect(first).toEqual({ execution: expect.any(String), replayOf: execution });
    expect(again).toMatchObject({ execution: first.execution });
    expect(await cli.run(['executions', 'follow', first.execution])).toMatchObject({ code: 1 });
    expect(await cli.json(['dead-letters', 'show', execution])).toMatchObject({ status: 'replayed' });
  });

  it('many are counted, asked for, and replayed', async () => {
    await trigger(true, 'dora');
    await trigger(true, 'dora');
    const args = ['dead-letters', 'replay', '--subject', 'dora', '--workflow', NAME];
    const asked = await cli.run(args);

    expect(await cli.json([...args, '--dry-run'])).toMatchObject({ matches: 2 });
    expect(asked).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('2 dead letters would run again: add --yes'),
    });
    expect(await cli.json([...args, '--yes', '--revision', 'newest'])).toMatchObject({
      matches: 2,
      replayed: 2,
    });
  });

  it('one is discarded with a note, not without', async () => {
    const execution = await trigger(true, 'emil');

    expect(await cli.run(['dead-letters', 'discard', execution])).toMatchObject({ code: 2 });
    expect(await cli.json(['dead-letters', 'discard', execution, '--note', 'made by hand'])).toMatchObject({
      status: 'discarded',
      note: 'made by hand',
    });
  });

  it('many are counted, asked for, and discarded', async () => {
    const letters = [await trigger(true, 'fred'), await trigger(true, 'fred')];
    const args = ['dead-letters', 'discard', '--subject', 'fred', '--workflow', NAME];
    const note = ['--note', 'of the old system'];

    expect(await cli.json([...args, '--dry-run'])).toEqual({ matches: 2 });
    expect(await cli.run([...args, '--yes'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--note TEXT'),
    });
    expect(await cli.run([...args, ...note])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('2 dead letters would be discarded: add --yes'),
    });
    expect(await cli.json([...args, ...note, '--limit', '1', '--yes'])).toEqual({
      matches: 1,
      discarded: 1,
      executions: [letters[0]],
    });
    expect(await cli.text([...args, ...note, '--yes'])).toBe('1 of 1 dead letter discarded\n');
    expect(await cli.json(['dead-letters', 'show', letters[1]!])).toMatchObject({
      status: 'discarded',
      note: 'of the old system',
    });
    expect(await cli.run([...args.slice(0, 2), '--environment', 'nowhere', ...note, '--yes'])).toMatchObject({
      code: 1,
    });
  });

  it('an unknown one ends with 1', async () => {
    const unknown = '01a1fcd0-5d2b-701b-afab-6094a0d43798';

    expect(await cli.run(['dead-letters', 'replay', unknown])).toMatchObject({ code: 1 });
    expect(await cli.run(['dead-letters', 'show', unknown])).toMatchObject({ code: 1 });
  });
});

describe('audit', () => {
  it('lists what was done, by verb and subject', async () => {
    const discarded = await cli.json<Page<object>>(['audit', 'list', '--verb', 'dead_letter.discard']);
    const text = await cli.text(['audit', 'list', '--subject', 'ada']);

    const notes = ['of the old system', 'of the old system', 'made by hand'];
    expect(discarded.items).toMatchObject(notes.map((message) => ({ verb: 'dead_letter.discard', message })));
    expect(text).toMatch(/^AT +VERB[^]*it worked/);
    expect(await cli.text(['audit', 'list', '--subject', 'nobody'])).toBe('no audit entries match\n');
  });

  it('of something that is no execution ends with 1', async () => {
    expect(await cli.run(['audit', 'list', '--execution', 'nonsense'])).toMatchObject({ code: 1 });
  });
});

describe('erase', () => {
  it('says what it would erase, asks, erases, and shows what is left as erased', async () => {
    const execution = await trigger(true, 'faye');
    await trigger(false, 'faye');
    const counts = { events: 2, executions: 2, deadLetters: 1, auditEntries: 1 };
    const dry = await cli.json(['erase', 'faye', '--dry-run']);
    const asked = await cli.run(['erase', 'faye']);

    expect(dry).toMatchObject({ dryRun: true, erased: counts, entries: [], directoryUser: false });
    expect(asked).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('2 events, 2 executions and the private parts of 1 audit entries'),
    });
    expect(await cli.text(['executions', 'list', '--subject', 'faye'])).toContain(execution);

    const said = await cli.text(['erase', 'faye', '--yes']);

    expect(said).toMatch(/^erased of faye:\nevents: +2\nexecutions: +2\n[^]*named in: +audit entry \S+\n$/);
    expect(await cli.text(['executions', 'list', '--subject', 'faye'])).toBe('no executions match\n');
    expect(await cli.text(['executions', 'show', execution])).toMatch(
      /error: +task_failed: erased\n[^]*erased: +\d{4}-/,
    );
    expect(await cli.text(['dead-letters', 'list', '--status', 'discarded'])).toMatch(
      /fragile +erased +check/,
    );
    expect(await cli.text(['audit', 'list', '--subject', 'faye'])).toMatch(
      /subject\.erase[^]*audit\.log [^]* erased/,
    );
    expect((await cli.json<{ erased: object }>(['erase', 'faye', '--yes'])).erased).toMatchObject({
      events: 0,
    });
  });

  it('refuses what is not a person', async () => {
    expect(await cli.run(['erase', 'source:platform', '--yes'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("object of Signet's own"),
    });
    expect(await cli.run(['erase'])).toMatchObject({ code: 2 });
  });
});

describe('secret', () => {
  const list = () => cli.json<Page<object>>(['secret', 'list', '--namespace', 'acme.identity']);

  it('is set from stdin, a variable or a file, and never comes out', async () => {
    await writeFile(join(folder, 'value'), 'from-a-file\n');
    const said = await cli.run(['secret', 'set', 'acme.identity', 'PIPED'], { stdin: 'from-stdin\n' });
    await cli.json(['secret', 'set', 'acme.identity', 'NAMED', '--from-env', 'V'], {
      env: { V: 'from-a-variable' },
    });
    await cli.json(['secret', 'set', 'acme.identity', 'FILED', '--from-file', join(folder, 'value')]);

    expect(said).toEqual({ code: 0, stdout: 'acme.identity/PIPED is set\n', stderr: '' });
    expect(await list()).toMatchObject({ items: [{ name: 'FILED' }, { name: 'NAMED' }, { name: 'PIPED' }] });
    expect(JSON.stringify(await list())).not.toContain('from-');
  });

  it('is removed, once', async () => {
    expect(await cli.text(['secret', 'remove', 'acme.identity', 'PIPED'])).toContain('removed');
    expect(await cli.run(['secret', 'remove', 'acme.identity', 'PIPED'])).toMatchObject({ code: 1 });
  });

  it('without a value is a usage failure', async () => {
    expect(await cli.run(['secret', 'set', 'acme', 'X'])).toMatchObject({
      code: 2,
      stderr: 'signet: stdin: is empty\n',
    });
    expect(
      await cli.run(['secret', 'set', 'acme', 'X', '--from-env', 'A', '--from-file', 'b']),
    ).toMatchObject({
      code: 2,
    });
  });
});

describe('token', () => {
  it('is made, works within its role, and ends when revoked', async () => {
    const out = join(folder, 'auditor.token');
    const args = [
      'token',
      'create',
      'auditor-1',
      '--role',
      'auditor',
      '--expires-at',
      '2099-01-01',
      '--out',
      out,
    ];
    const made = await cli.json<{ id: string }>(args);
    const asAuditor = ['--token-file', out];

    expect(made).not.toHaveProperty('token');
    expect((await stat(out)).mode & 0o777).toBe(0o600);
    expect(await cli.json(['token', 'whoami', ...asAuditor])).toMatchObject({ role: 'auditor' });
    expect(await cli.run(['executions', 'list', ...asAuditor])).toMatchObject({ code: 0 });
    expect(await cli.run(['trigger', NAME, ...asAuditor])).toMatchObject({ code: 3 });

    await cli.text(['token', 'revoke', made.id]);
    expect(await cli.run(['token', 'whoami', ...asAuditor])).toMatchObject({ code: 3 });
  });

  it('is shown once, alone on stdout', async () => {
    const said = await cli.run(['token', 'create', 'pipeline', '--role', 'author', '--namespace', 'acme']);
    const listed = await cli.text(['token', 'list']);

    expect(said.stdout).toMatch(/^\S{24,}\n$/);
    expect(said.stderr).toContain('not shown again');
    expect(listed).toMatch(/pipeline +author +acme/);
    expect(listed).not.toContain(said.stdout.trim());
    expect(await readFile(join(folder, 'auditor.token'), 'utf8')).not.toBe(said.stdout);
  });

  it('that is unknown cannot be revoked', async () => {
    expect(await cli.run(['token', 'revoke', '01a1fcd0-5d2b-701b-afab-6094a0d43798'])).toMatchObject({
      code: 1,
    });
  });
});
