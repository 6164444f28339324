import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trackFolder } from './left-open.js';

/** A new folder that is removed after the file. `name` shows in its path. */
export async function temporaryFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `signet-${name}-`));
  trackFolder(folder);
  return folder;
}
