import { afterEach, describe, expect, it } from 'vitest';
import { Ticker } from './ticker.js';

const tickers: Ticker[] = [];
afterEach(async () => {
  await Promise.all(tickers.splice(0).map((ticker) => ticker.stop()));
});

/** Starts a ticker and resolves when its work was done `times` times. */
function ticks(times: number, work: (n: number) => Promise<boolean | void>, everyMs = 1): Promise<Ticker> {
  return new Promise((resolve) => {
    let n = 0;
    const ticker = new Ticker(everyMs, async () => {
      n += 1;
      if (n === times) {
        resolve(ticker);
      }
      return n <= times ? work(n) : undefined;
    });
    tickers.push(ticker);
    ticker.start();
  });
}

describe('a ticker', () => {
  it('never does its work twice at a time', async () => {
    let active = 0;
    let most = 0;
    await ticks(5, async () => {
      active += 1;
      most = Math.max(most, active);
      await new Promise((resolve) => setTimeout(resolve, 5));
      active -= 1;
    });
    expect(most).toBe(1);
  });

  it('goes on after a failure', async () => {
    const failing = () => Promise.reject(new Error('not now'));
    await expect(ticks(3, failing)).resolves.toBeInstanceOf(Ticker);
  });

  it('comes again at once when there is more', async () => {
    let wait = 1;
    let turns = 0;
    await new Promise<void>((resolve) => {
      const ticker = new Ticker(
        () => wait,
        async () => {
          wait = 3_600_000; // whoever waits for it waits in vain
          turns += 1;
          if (turns === 4) {
            resolve();
          }
          return turns < 4;
        },
      );
      tickers.push(ticker);
      ticker.start();
    });
    expect(turns).toBe(4);
  });

  it('that is stopped has finished its turn, and takes no other', async () => {
    let finished = 0;
    let begun = 0;
    const ticker = await ticks(1, async () => {
      begun += 1;
      await new Promise((resolve) => setTimeout(resolve, 20));
      finished += 1;
      return true;
    });
    await ticker.stop();
    expect([begun, finished]).toEqual([1, 1]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(begun).toBe(1);
  });
});
