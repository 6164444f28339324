import { lstat, mkdir, readdir, readlink, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  copyWithLinks,
  requirePostgresBinaries,
  withLibraryLinks,
} from '../../src/embedded/postgres-binaries.js';
import type { LibraryLink } from '../../src/embedded/postgres-binaries.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const LINKS: LibraryLink[] = [
  { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' },
  { source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so' },
];

let folder: string;

beforeEach(async () => {
  folder = join(await temporaryFolder('binaries'), 'package');
  await mkdir(join(folder, 'native', 'lib'), { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"version":"18.4.0"}');
  await writeFile(join(folder, 'native', 'lib', 'libpq.so.5.18'), 'a library');
  await list(LINKS);
});

async function list(links: LibraryLink[]): Promise<void> {
  await writeFile(join(folder, 'native', 'pg-symlinks.json'), JSON.stringify(links));
}

describe('the Postgres programs', () => {
  it('are found for this system, and can be run', async () => {
    const { initdb, postgres } = await requirePostgresBinaries(join(folder, 'cache'));

    expect((await stat(initdb)).mode & 0o100).toBe(0o100);
    expect((await stat(postgres)).mode & 0o100).toBe(0o100);
  });
});

describe('library links that an install left out', () => {
  it('are restored in place, however often it is asked', async () => {
    expect(await withLibraryLinks(folder, join(folder, 'cache'))).toBe(folder);
    expect(await withLibraryLinks(folder, join(folder, 'cache'))).toBe(folder);

    expect(await readlink(join(folder, 'native/lib/libpq.so'))).toBe('libpq.so.5.18');
    expect(await readlink(join(folder, 'native/lib/libpq.so.5'))).toBe('libpq.so.5.18');
  });

  it('are restored by several at once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => withLibraryLinks(folder, join(folder, 'cache'))));

    expect(await readlink(join(folder, 'native/lib/libpq.so'))).toBe('libpq.so.5.18');
  });

  it('leave a file alone that has the name already', async () => {
    await writeFile(join(folder, 'native/lib/libpq.so'), 'another library');
    await withLibraryLinks(folder, join(folder, 'cache'));

    expect((await lstat(join(folder, 'native/lib/libpq.so'))).isFile()).toBe(true);
  });

  it('are made in a copy where the package is not ours to write, once for all', async () => {
    const cache = join(folder, 'cache');
    const copies = await Promise.all(Array.from({ length: 4 }, () => copyWithLinks(folder, cache)));

    expect(new Set(copies)).toEqual(new Set([join(cache, 'postgres-18.4.0')]));
    expect(await readlink(join(cache, 'postgres-18.4.0/native/lib/libpq.so'))).toBe('libpq.so.5.18');
    expect(await readdir(cache)).toEqual(['postgres-18.4.0']);
    expect(await readdir(join(folder, 'native/lib'))).toEqual(['libpq.so.5.18']);
  });

  it('are refused when they leave the package', async () => {
    await list([{ source: 'native/lib/libpq.so.5.18', target: '../outside.so' }]);
    await expect(withLibraryLinks(folder, folder)).rejects.toThrow('outside its package');

    await list([{ source: '../../etc/passwd', target: 'native/lib/libpq.so' }]);
    await expect(withLibraryLinks(folder, folder)).rejects.toThrow('outside its package');
  });
});
