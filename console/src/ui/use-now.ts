import { useSyncExternalStore } from 'react';

const EVERY_MS = 1000;

let now = Date.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** The time, in milliseconds since 1970, once a second; one clock for the whole page. */
export function useNow(): number {
  return useSyncExternalStore(follow, () => now);
}

function follow(tell: () => void): () => void {
  listeners.add(tell);
  timer ??= setInterval(tick, EVERY_MS);
  return () => {
    listeners.delete(tell);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

function tick(): void {
  now = Date.now();
  listeners.forEach((tell) => tell());
}
