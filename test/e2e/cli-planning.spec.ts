/** What a workflow would do, asked on the command line: cases without a server, plans and backtests with one. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestSignet, type TestSignet } from '../support/a-signet.js';
import { ADMIN_TOKEN, TestApi, WITH_ADMIN } from '../support/an-api.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { runSignet } from './cli-run.js';

const DOCUMENT = `id: leaver
namespace: acme
triggers:
  - { id: left, type: event, source: hr, events: [user.left] }
tasks:
  - { id: off, type: user.disable }
`;
const cases = (status: string): string => `cases:
  - name: a leaver is switched off
    event: { source: hr, type: user.left, subject: ada }
    expect:
      status: ${status}
      effects: [{ change: user.disable, user: ada }]
`;

let folder: string;

beforeAll(async () => {
  folder = await temporaryFolder('planning');
  await writeFile(join(folder, 'leaver.yaml'), DOCUMENT);
  await writeFile(join(folder, 'leaver.test.yaml'), cases('succeeded'));
  await writeFile(join(folder, 'wrong.yaml'), DOCUMENT);
  await writeFile(join(folder, 'wrong.test.yaml'), cases('dead'));
  await writeFile(join(folder, 'broken.yaml'), DOCUMENT.replace('user.disable', 'user.disabel'));
  await writeFile(join(folder, 'broken.test.yaml'), cases('succeeded'));
});

const run = (...args: string[]) => runSignet(args, { cwd: folder });

describe('signet workflow test', () => {
  it('passes without a server, by file of cases or by document', async () => {
    for (const name of ['leaver.test.yaml', 'leaver.yaml']) {
      const said = await run('workflow', 'test', name);

      expect(said).toMatchObject({ code: 0, stderr: '' });
      expect(said.stdout).toBe('leaver.test.yaml\n  ok  a leaver is switched off\n1 passed\n');
    }
  });

  it('fails with 1, and shows where what is not as expected', async () => {
    const said = await run('workflow', 'test', 'wrong.test.yaml');

    expect(said.code).toBe(1);
    expect(said.stdout).toContain(
      'wrong.test.yaml:5:15 cases[0].expect.status: expected "dead", but it is "succeeded"',
    );
    expect(said.stdout).toMatch(/0 passed, 1 failed\n$/);
  });

  it('runs a whole folder, tells a document with faults, and is one document with --json', async () => {
    const said = await run('workflow', 'test', '.', '--json');
    const { passed, failed, broken, files } = JSON.parse(said.stdout);

    expect(said.code).toBe(1);
    expect({ passed, failed, broken }).toEqual({ passed: 1, failed: 1, broken: 1 });
    expect(files[0].faults).toMatchObject([{ file: 'broken.yaml', line: 6, suggestion: 'user.disable' }]);
    expect(files[1].cases).toMatchObject([{ name: 'a leaver is switched off', passed: true }]);
  });

  it('ends with 2 where there are no cases', async () => {
    expect((await run('workflow', 'test', 'none.test.yaml')).code).toBe(2);
  });

  it('leaves its files out of what is validated in a folder', async () => {
    const said = await run('workflow', 'validate', '.', '--json');

    const { files } = JSON.parse(said.stdout) as { files: { file: string }[] };
    expect(files.map(({ file }) => file)).toEqual(['broken.yaml', 'leaver.yaml', 'wrong.yaml']);
  });
});

describe('with a server', () => {
  const EVENT = JSON.stringify({ source: 'hr', type: 'user.left', subject: 'ada' });
  let signet: TestSignet;
  let event: string;
  let execution: string;

  beforeAll(async () => {
    signet = await startTestSignet({ env: WITH_ADMIN });
    const api = new TestApi(signet);
    await api.apply({ id: 'noter', tasks: [{ id: 'note', type: 'audit.log', message: 'noted' }] });
    const started = await api.must('POST', '/workflows/acme/noter/trigger', {
      subject: 'ada',
      body: { n: 7 },
    });
    ({
      event,
      executions: [execution],
    } = started);
  });
  afterAll(() => signet?.stop());

  const ask = (...args: string[]) =>
    runSignet(args, { cwd: folder, env: { SIGNET_URL: signet.url, SIGNET_TOKEN: ADMIN_TOKEN } });

  it('a draft is planned on an event that is given, and would be skipped without the user', async () => {
    const draft = await ask('workflow', 'plan', 'leaver.yaml', '--event', EVENT);

    expect(draft).toMatchObject({ code: 0, stderr: '' });
    expect(draft.stdout).toBe(
      [
        'acme/leaver draft, trigger left',
        '  off (user.disable) failed',
        '      subject_not_found: the directory does not know this user',
        'would end skipped: the directory does not know this user',
        'blast radius of acme/leaver: something is taken away from 1 user; a person is asked past 10 within 1h',
        '',
      ].join('\n'),
    );
  });

  it('a saved workflow is planned on a recorded event', async () => {
    const saved = await ask('workflow', 'plan', 'acme/noter', '--event', event, '--json');

    expect(JSON.parse(saved.stdout)).toMatchObject({
      revision: 1,
      tasks: [{ effects: [{ kind: 'audit' }] }],
    });
  });

  it('a period is gone through, and the last line is the report', async () => {
    const text = await ask('workflow', 'backtest', 'leaver.yaml', '--since', '1h');
    const json = await ask('workflow', 'backtest', 'leaver.yaml', '--since', '1h', '--json');

    expect(text).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout).toMatch(/^0 events; matched then 0, now 0, both 0\n/);
    expect(JSON.parse(json.stdout)).toMatchObject({ kind: 'report', isWhole: true });
  });

  it('an expression is tried, and a wrong one ends with 1', async () => {
    const good = await ask('expression', 'trigger.body.n + 1', '--execution', execution);

    expect(good).toMatchObject({ code: 0, stdout: '8\n' });
    expect((await ask('expression', 'trigger.body.none', '--execution', execution)).code).toBe(1);
  });
});
