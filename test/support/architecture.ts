/** The rules of the picture in ARCHITECTURE.md, as functions from the source to what breaks them. */
import type { SourceFile } from './source-files.js';

/** Module -> modules it may import. '*' may import any. */
export type AllowedImports = Readonly<Record<string, readonly string[] | '*'>>;

/** Path of a file or of a folder (ends with '/') -> why it is an exception. */
export type Exceptions = Readonly<Record<string, string>>;

const FRAMEWORKS =
  /^(@nestjs\/|typeorm(\/|$)|bull(\/|$)|express(\/|$)|class-validator(\/|$)|class-transformer(\/|$))/;
const ROLES =
  /\.(module|controller|guard|service|repository|entity|view|processor|action|filter|indicator|dto)\.ts$/;

/** `intake` for `src/intake/limits/throttle.ts`, `main` for `src/main.ts`. */
export function moduleOf(path: string): string {
  return path.split('/')[1]?.replace(/\.ts$/, '') ?? '';
}

/** Imports between modules that the table does not allow. */
export function forbiddenImports(files: readonly SourceFile[], allowed: AllowedImports): string[] {
  return files.flatMap((file) => {
    const from = moduleOf(file.path);
    const may = allowed[from];
    if (may === undefined) {
      return [`${file.path}: the module ${from} is not in the table`];
    }
    return ownImports(file)
      .filter((target) => moduleOf(target) !== from && may !== '*' && !may.includes(moduleOf(target)))
      .map((target) => `${file.path} imports ${target}: ${from} may not import ${moduleOf(target)}`);
  });
}

/** Groups of files that import each other, each as the path that leads back to where it began. */
export function importCycles(files: readonly SourceFile[]): string[] {
  const imports = new Map(files.map((file) => [file.path, ownImports(file)]));
  const done = new Set<string>();
  const cycles: string[] = [];

  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      cycles.push([...trail.slice(start), path].join(' -> '));
      return;
    }
    if (!done.has(path)) {
      for (const next of imports.get(path) ?? []) {
        walk(next, [...trail, path]);
      }
      done.add(path);
    }
  };
  for (const path of imports.keys()) {
    walk(path, []);
  }
  return cycles;
}

/**
 * Files that read the process' environment.
 *
 * @param doors folders and files that may read it as they like
 * @param handovers folders and files that may mention it once altogether, to pass it on
 */
export function environmentReaders(
  files: readonly SourceFile[],
  doors: readonly string[],
  handovers: readonly string[],
): string[] {
  const left = new Map(handovers.map((place) => [place, 1]));
  return files
    .filter(({ path, environmentReads }) => environmentReads > 0 && !doors.some((door) => isIn(path, door)))
    .filter(({ path, environmentReads }) => {
      const place = handovers.find((handover) => isIn(path, handover)) ?? '';
      const remaining = (left.get(place) ?? 0) - environmentReads;
      left.set(place, remaining);
      return remaining < 0;
    })
    .map(({ path }) => `${path} reads process.env: that is for config/`);
}

/** Framework imports in files whose name claims to be plain code. */
export function strayFrameworks(files: readonly SourceFile[], exceptions: Exceptions): string[] {
  return files
    .filter(({ path }) => !ROLES.test(path) && !isException(path, exceptions))
    .flatMap(({ path, imports }) =>
      imports
        .filter((target) => FRAMEWORKS.test(target))
        .map((target) => `${path} imports ${target}: plain code imports no framework`),
    );
}

/** Exceptions that excuse nothing any more. */
export function idleExceptions(files: readonly SourceFile[], exceptions: Exceptions): string[] {
  return Object.keys(exceptions).filter((place) => {
    const excused = files.filter(({ path }) => isIn(path, place));
    return strayFrameworks(excused, {}).length === 0;
  });
}

function ownImports(file: SourceFile): string[] {
  return file.imports.filter((target) => target.startsWith('src/'));
}

function isException(path: string, exceptions: Exceptions): boolean {
  return Object.keys(exceptions).some((place) => isIn(path, place));
}

function isIn(path: string, place: string): boolean {
  return place.endsWith('/') ? path.startsWith(place) : path === place;
}
