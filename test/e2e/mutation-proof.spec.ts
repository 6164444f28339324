/** A check that cannot fail shows nothing: the proof of our tests, on mutations that nobody could notice, and on good ones. */
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TIMESTAMP = {
  file: 'src/intake/verification/timestamp.ts',
  find: 'at < current - window.past * 1000',
  replace: 'at < 0',
  mistake: 'an old timestamp is as good as a new one',
};
const UNIT = 'src/intake/verification/timestamp.spec.ts';

interface Proof {
  readonly code: number | null;
  readonly stderr: string;
  readonly statuses: Readonly<Record<string, string>>;
}

async function prove(mutations: readonly object[], ...args: string[]): Promise<Proof> {
  const file = join(await temporaryFolder('mutations'), 'mutations.json');
  await writeFile(file, JSON.stringify(mutations));
  const { code, stdout, stderr } = await run('--json', '--mutations', file, ...args);
  const { results = [] } = (stdout === '' ? {} : JSON.parse(stdout)) as {
    results?: { name: string; status: string }[];
  };
  return { code, stderr, statuses: Object.fromEntries(results.map(({ name, status }) => [name, status])) };
}

async function run(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['scripts/mutation-proof.mjs', ...args], {
    cwd: ROOT,
    stdio: 'pipe',
  });
  const said = { code: null as number | null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  said.code = await new Promise((resolve) => child.once('close', resolve));
  return said;
}

describe('the mutation proof', () => {
  it('passes when every mistake is noticed, by the recorded requests or by tests', async () => {
    const proof = await prove([
      { ...TIMESTAMP, name: 'by vectors', by: 'vectors' },
      { ...TIMESTAMP, name: 'by tests', by: UNIT },
      { ...TIMESTAMP, name: 'by some tests', by: UNIT, test: 'at either edge' },
    ]);

    expect(proof).toMatchObject({
      code: 0,
      statuses: { 'by vectors': 'noticed', 'by tests': 'noticed', 'by some tests': 'noticed' },
    });
  });

  it('fails when a mutation changes nothing that anybody could notice', async () => {
    const comment = {
      ...TIMESTAMP,
      find: '/** Whether a moment lies',
      replace: '/** Whether some moment lies',
    };
    const proof = await prove([
      { ...comment, name: 'a comment, to vectors', by: 'vectors' },
      { ...comment, name: 'a comment, to tests', by: UNIT },
    ]);

    expect(proof).toMatchObject({
      code: 1,
      statuses: { 'a comment, to vectors': 'survived', 'a comment, to tests': 'survived' },
    });
  });

  it('fails when the text of a mutation is gone, is there twice, or breaks the file altogether', async () => {
    const proof = await prove([
      { ...TIMESTAMP, name: 'gone', find: 'what never stood there', by: 'vectors' },
      { ...TIMESTAMP, name: 'twice', find: 'window', by: UNIT },
      { ...TIMESTAMP, name: 'no program, to tests', replace: '}}', by: UNIT },
      { ...TIMESTAMP, name: 'no program, to vectors', replace: '}}', by: 'vectors' },
      { ...TIMESTAMP, name: 'no such test', by: UNIT, test: 'nothing is called like this' },
    ]);

    expect(proof.code).toBe(1);
    expect(proof.statuses).toEqual({
      gone: 'stale',
      twice: 'stale',
      'no program, to tests': 'broken',
      'no program, to vectors': 'broken',
      'no such test': 'broken',
    });
  });

  it('leaves the source as it is', async () => {
    const source = new URL(`../../${TIMESTAMP.file}`, import.meta.url);
    const before = await readFile(source, 'utf8');
    await prove([{ ...TIMESTAMP, name: 'by vectors', by: 'vectors' }]);

    expect(await readFile(source, 'utf8')).toBe(before);
  });

  it('tells a wrong call from a failed proof', async () => {
    expect((await run('--help')).code).toBe(0);
    expect((await run('--nonsense')).code).toBe(2);
    expect((await prove([{ ...TIMESTAMP, name: 'a', by: UNIT }], '--only', 'b')).code).toBe(2);
    expect((await run('--mutations', 'no-such-file.json')).code).toBe(2);
  });
});
