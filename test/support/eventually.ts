import { setTimeout as delay } from 'node:timers/promises';

export interface Patience {
  within?: number;
  /** Milliseconds between two calls. */
  every?: number;
  /** Gives up early: nobody waits any more. */
  signal?: AbortSignal;
}

/**
 * Calls `check` until it does not throw, and returns what it returns; after `within` milliseconds (10 000 by default)
 * throws what it threw last. The way to wait for something another process or a background task will do.
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { within = 10_000, every = 25, signal }: Patience = {},
): Promise<T> {
  const deadline = performance.now() + within;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline || signal?.aborted === true) {
        throw error;
      }
      await delay(every);
    }
  }
}
