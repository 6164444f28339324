import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Ticker } from './ticker.js';

const EVERY_MS = 10;
const TURN_MS = 25;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const lasting = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

function started(
  work: () => Promise<boolean | void>,
  everyMs: number | (() => number) = EVERY_MS,
  onError?: (error: unknown) => void,
): Ticker {
  const ticker = new Ticker(everyMs, work, onError);
  ticker.start();
  return ticker;
}

describe('a ticker', () => {
  it('never does its work twice at a time', async () => {
    let active = 0;
    const atOnce: number[] = [];
    const ticker = started(async () => {
      active += 1;
      atOnce.push(active);
      await lasting(TURN_MS);
      active -= 1;
    });
    await pass(3 * (EVERY_MS + TURN_MS));
    expect(atOnce).toEqual([1, 1, 1]);
    await ticker.stop();
  });

  it('says what failed, and goes on', async () => {
    const errors: unknown[] = [];
    const notNow = new Error('not now');
    const ticker = started(
      () => Promise.reject(notNow),
      EVERY_MS,
      (error) => errors.push(error),
    );
    await pass(3 * EVERY_MS);
    expect(errors).toEqual([notNow, notNow, notNow]);
    await ticker.stop();
  });

  it('comes again at once when there is more, and asks before each other wait how long', async () => {
    let turns = 0;
    const waits = [EVERY_MS, 2 * EVERY_MS, 3_600_000];
    const ticker = started(
      () => {
        turns += 1;
        return Promise.resolve(turns < 4);
      },
      () => waits.shift()!,
    );
    await pass(EVERY_MS + 3);
    expect(turns).toBe(4);
    await pass(2 * EVERY_MS);
    expect(turns).toBe(5);
    expect(waits).toEqual([]);
    await ticker.stop();
  });

  it('that is stopped has finished its turn, and takes no other', async () => {
    let begun = 0;
    let finished = 0;
    const ticker = started(async () => {
      begun += 1;
      await lasting(TURN_MS);
      finished += 1;
      return true;
    });
    await pass(EVERY_MS);
    let stopped = false;
    const stopping = ticker.stop().then(() => {
      stopped = true;
    });
    await pass(TURN_MS - 1);
    expect({ begun, finished, stopped }).toEqual({ begun: 1, finished: 0, stopped: false });
    await pass(1);
    await stopping;
    await pass(1_000);
    expect({ begun, finished, stopped }).toEqual({ begun: 1, finished: 1, stopped: true });
  });
});
