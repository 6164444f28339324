/** Workflow documents in files. */
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { usageFailure } from './exit-code.js';
import { readGivenFile } from './given.js';
import type { Shell } from './shell.js';

export interface WorkflowFile {
  /** As a person would name it from where the command was started. */
  readonly name: string;
  readonly text: string;
}

/** The files given, and those (`.yaml`, `.yml`, `.json`) in the folders given, in order of name. Throws a usage failure. */
export async function readWorkflowFiles(shell: Shell, paths: readonly string[]): Promise<WorkflowFile[]> {
  const names = (await Promise.all(paths.map((path) => filesOf(shell, path)))).flat();
  if (names.length === 0) {
    throw usageFailure(`no workflow files (.yaml, .yml, .json) in ${paths.join(', ')}`);
  }
  return Promise.all(names.map(async (name) => ({ name, text: await readGivenFile(shell, name) })));
}

async function filesOf(shell: Shell, path: string): Promise<string[]> {
  const full = resolve(shell.cwd, path);
  const isFolder = await stat(full).then(
    (found) => found.isDirectory(),
    () => false, // reading it will say what is wrong
  );
  if (!isFolder) {
    return [path];
  }
  const names = await readdir(full, { recursive: true });
  return names
    .filter((name) => /\.(ya?ml|json)$/.test(name) && !name.split('/').some((part) => part.startsWith('.')))
    .sort()
    .map((name) => join(path, name));
}
