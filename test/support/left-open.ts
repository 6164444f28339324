/**
 * What a test file starts, it ends: anything tracked here and still running after the file's own hooks is closed and
 * fails the file. Folders tracked here are removed, after the servers that work in them.
 */
import { rm } from 'node:fs/promises';
import { afterAll } from 'vitest';

interface Tracked {
  /** Shown when it was left open, e.g. "redis on port 1234". */
  what: string;
  isOpen: () => boolean;
  close: () => Promise<void>;
}

const tracked = new Set<Tracked>();
const folders = new Set<string>();

export function trackOpen(entry: Tracked): void {
  tracked.add(entry);
}

export function trackFolder(folder: string): void {
  folders.add(folder);
}

/** Closes what is open and returns the names of it. */
export async function closeLeftOpen(): Promise<string[]> {
  const open = [...tracked].filter(({ isOpen }) => isOpen());
  tracked.clear();
  await Promise.all(open.map(({ close }) => close()));
  return open.map(({ what }) => what);
}

// Registered while the file's imports are read, so it runs after every hook of the file itself (hooks are a stack).
afterAll(async () => {
  const names = await closeLeftOpen();
  await Promise.all([...folders].map((folder) => rm(folder, { recursive: true, force: true })));
  if (names.length > 0) {
    throw new Error(`left open by this file: ${names.join(', ')}`);
  }
}, 60_000);
