/** What a test file has started and folders it has made; `each-file.ts` sees to it that nothing of it stays. */
import { rm } from 'node:fs/promises';

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

/** Removes the folders, once the servers that work in them have ended. */
export async function removeFolders(): Promise<void> {
  const left = [...folders];
  folders.clear();
  await Promise.all(left.map((folder) => rm(folder, { recursive: true, force: true })));
}
