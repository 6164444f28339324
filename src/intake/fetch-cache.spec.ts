import { describe, expect, it } from 'vitest';
import { FetchCache } from './fetch-cache.js';

const RULES = { freshMs: 600_000, staleMs: 3_600_000, coolDownMs: 60_000, retryMs: 5000, maxEntries: 3 };

/** A cache, a clock to turn, and a server that gives 1, 2, 3, ... or fails while told to. */
function aCache(): {
  get: (key?: string, refresh?: boolean) => Promise<number>;
  wait: (ms: number) => void;
  server: { asked: number; isDown: boolean; answer: Promise<void> };
} {
  let now = 1_767_225_600_000;
  const cache = new FetchCache<number>(RULES, { now: () => new Date(now) });
  const server = { asked: 0, isDown: false, answer: Promise.resolve() };
  const fetch = async (): Promise<number> => {
    const number = (server.asked += 1);
    await server.answer;
    if (server.isDown) {
      throw new Error(`down ${number}`);
    }
    return number;
  };
  return {
    get: (key = 'a', refresh = false) => cache.get(key, fetch, refresh),
    wait: (ms) => (now += ms),
    server,
  };
}

describe('what was fetched', () => {
  it('is used until it is no longer fresh', async () => {
    const { get, wait } = aCache();

    expect([await get(), await get()]).toEqual([1, 1]);
    wait(599_999);
    expect(await get()).toBe(1);
    wait(1);
    expect(await get()).toBe(2);
  });

  it('is fetched once for all who ask at the same time', async () => {
    const { get, server } = aCache();
    const all = await Promise.all(Array.from({ length: 100 }, (_, n) => get('a', n % 2 === 1)));

    expect(new Set(all)).toEqual(new Set([1]));
    expect(server.asked).toBe(1);
  });

  it('is fetched anew for somebody who misses something, once in a cool-down', async () => {
    const { get, wait, server } = aCache();
    await get();
    wait(60_000);
    const storm = await Promise.all(Array.from({ length: 100 }, () => get('a', true)));

    expect(new Set(storm)).toEqual(new Set([2]));
    wait(59_999);
    expect([await get('a', true), server.asked]).toEqual([2, 2]);
    wait(1);
    expect([await get('a', true), server.asked]).toEqual([3, 3]);
  });

  it('counts as new for somebody who misses something in the very first', async () => {
    const { get, server } = aCache();
    await get();

    expect([await get('a', true), server.asked]).toEqual([1, 1]);
  });

  it('was not asked for by those who miss something when it was merely old', async () => {
    const { get, wait } = aCache();
    await get();
    wait(600_000);
    expect([await get(), await get('a', true)]).toEqual([2, 3]);
  });

  it('is used while it cannot be fetched, for a bounded time', async () => {
    const { get, wait, server } = aCache();
    await get();
    server.isDown = true;
    wait(3_599_999);
    expect(await get()).toBe(1);
    wait(1);
    await expect(get()).rejects.toThrow('down 2'); // not asked again so soon
    wait(5000);
    await expect(get()).rejects.toThrow('down 3');
    server.isDown = false;
    wait(5000);
    expect(await get()).toBe(4);
  });

  it('is not what somebody missed while it cannot be fetched anew, and is for all others', async () => {
    const { get, wait, server } = aCache();
    await get();
    wait(60_000);
    server.isDown = true;
    await expect(get('a', true)).rejects.toThrow('down 2');
    await expect(get('a', true)).rejects.toThrow('down 2');
    expect([await get(), server.asked]).toEqual([1, 2]);
    server.isDown = false;
    wait(5000);
    expect([await get('a', true), await get(), server.asked]).toEqual([3, 3, 3]);
  });

  it('is asked for no more often than after a failure, however many miss something in it', async () => {
    const { get, wait, server } = aCache();
    await get();
    wait(60_000);
    server.isDown = true;
    for (let second = 0; second < 60; second += 1) {
      const storm = Array.from({ length: 10 }, () => get('a', true).catch(() => 'not now'));
      expect(new Set(await Promise.all(storm))).toEqual(new Set(['not now']));
      wait(1000);
    }
    expect(server.asked).toBe(1 + 12);
  });

  it('is not asked for again right after it could not be had', async () => {
    const { get, wait, server } = aCache();
    server.isDown = true;
    await expect(get()).rejects.toThrow('down 1');
    wait(4999);
    await expect(get()).rejects.toThrow('down 1');
    expect(server.asked).toBe(1);
    server.isDown = false;
    wait(1);
    expect(await get()).toBe(2);
  });

  it('is what came last: one who waited for a slow answer gets no older one', async () => {
    const { get, wait, server } = aCache();
    await get();
    wait(600_000);
    let release = (): void => undefined;
    server.answer = new Promise((resolve) => (release = resolve));
    const [first, second] = [get(), get('a', true)];
    release();

    expect([await first, await second, await get()]).toEqual([2, 2, 2]);
  });

  it('under one key is none of another', async () => {
    const { get } = aCache();

    expect([await get('a'), await get('b'), await get('a')]).toEqual([1, 2, 1]);
  });

  it('is forgotten when too many others were asked for since', async () => {
    const { get } = aCache();
    await get('a');
    await get('b');
    await get('c');
    await get('a');
    await get('d');

    expect([await get('a'), await get('c'), await get('d'), await get('b')]).toEqual([1, 3, 4, 5]);
  });

  it('outlives any number of things that never came', async () => {
    const { get, server } = aCache();
    await get('a');
    await get('b');
    server.isDown = true;
    for (let made = 0; made < 20; made += 1) {
      await expect(get(`made up ${made}`)).rejects.toThrow('down');
    }
    expect([await get('a'), await get('b')]).toEqual([1, 2]);
  });
});
