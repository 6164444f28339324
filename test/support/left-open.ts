/** What a test file starts, it ends: anything tracked here and still running after the file's own hooks fails the file. */
import { afterAll } from 'vitest';

interface Tracked {
  what: string;
  isOpen: () => boolean;
  close: () => Promise<void>;
}

const tracked = new Set<Tracked>();

/** @param entry.what shown when it was left open, e.g. "redis on port 1234" */
export function trackOpen(entry: Tracked): void {
  tracked.add(entry);
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
  if (names.length > 0) {
    throw new Error(`left open by this file: ${names.join(', ')}`);
  }
}, 60_000);
