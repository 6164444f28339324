import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Claimed } from '../ledger/claimed.js';
import { DueFront } from './due-front.js';

const EVERY_MS = 1_000;
const MOST = 2;

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

const due = (...seconds: number[]): Claimed[] =>
  seconds.map((s) => ({ dueAt: new Date(s * 1_000) }) as Claimed);

/** Where the look began, in seconds; null: since ever. */
async function lookThatFinds(front: DueFront, found: Claimed[]): Promise<number | null> {
  let began: Date | null | undefined;
  const claimed = await front.look(MOST, (since) => {
    began = since;
    return Promise.resolve(found);
  });
  expect(claimed).toBe(found);
  return began == null ? null : began.getTime() / 1_000;
}

describe('the front of what is due', () => {
  it('begins since ever, and then just before the latest that was claimed', async () => {
    const front = new DueFront(EVERY_MS);
    expect(await lookThatFinds(front, due(100))).toBeNull();
    expect(await lookThatFinds(front, due(102, 101))).toBe(99);
    expect(await lookThatFinds(front, due())).toBe(101);
    expect(await lookThatFinds(front, due(101.5))).toBe(101);
    expect(await lookThatFinds(front, due())).toBe(101); // never back, for a straggler
  });

  it('looks at everything again every so often', async () => {
    const front = new DueFront(EVERY_MS);
    await lookThatFinds(front, due(100));
    vi.advanceTimersByTime(EVERY_MS);
    expect(await lookThatFinds(front, due(50))).toBeNull();
    expect(await lookThatFinds(front, due())).toBe(99);
  });

  it('goes back to where there is more than it could take', async () => {
    const front = new DueFront(EVERY_MS);
    await lookThatFinds(front, due(100));
    vi.advanceTimersByTime(EVERY_MS);
    expect(await lookThatFinds(front, due(50, 51))).toBeNull();
    expect(await lookThatFinds(front, due(52))).toBe(50);
  });

  it('begins since ever while nothing was claimed', async () => {
    const front = new DueFront(EVERY_MS);
    await lookThatFinds(front, due());
    expect(await lookThatFinds(front, due())).toBeNull();
  });
});
