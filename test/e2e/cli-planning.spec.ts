/** What a workflow would do, asked on the command line: cases without a server, plans and backtests with one. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
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
