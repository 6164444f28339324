import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Shell } from './shell.js';
import { intoFile } from './token-file.js';

let cwd: string;
let shell: Shell;
let made: number;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'signet-token-'));
  const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
  shell = { env: {}, cwd, stdin: Readable.from([]), stdout: sink, stderr: sink };
  made = 0;
});
afterEach(() => rm(cwd, { recursive: true }));

const make = (answer: { token?: string }) => () => {
  made += 1;
  return Promise.resolve(answer);
};

describe('a token that is shown once', () => {
  it('goes into the file, for its owner alone', async () => {
    expect(await intoFile(shell, 'a.token', make({ token: 'sgn_1' }))).toEqual({ token: 'sgn_1' });
    expect(await readFile(join(cwd, 'a.token'), 'utf8')).toBe('sgn_1\n');
    expect((await stat(join(cwd, 'a.token'))).mode & 0o777).toBe(0o600);
    expect(await readdir(cwd)).toEqual(['a.token']);
  });

  it.each([
    ['no/such/folder/t', /--out no\/such\/folder\/t: cannot be written \(ENOENT\)/],
    ['.', /--out \.: is a folder/],
  ])('is not made for %s, where it could not be kept', async (out, message) => {
    await expect(intoFile(shell, out, make({ token: 'sgn_1' }))).rejects.toThrow(message);
    expect(made).toBe(0);
  });

  it('leaves no file where none was made, and the one that was there', async () => {
    await intoFile(shell, 'a.token', make({ token: 'sgn_1' }));
    await intoFile(shell, 'a.token', make({}));
    await intoFile(shell, 'b.token', make({}));
    const refused = () => Promise.reject(new Error('refused'));
    await expect(intoFile(shell, 'b.token', refused)).rejects.toThrow('refused');
    expect(await readdir(cwd)).toEqual(['a.token']);
    expect(await readFile(join(cwd, 'a.token'), 'utf8')).toBe('sgn_1\n');
  });
});
