import { describe, expect, it, vi } from 'vitest';
import { GroupCommit } from './group-commit.js';

const gate = (): { open: () => void; opened: Promise<void> } => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
};

const options = { maxBatch: 3, inFlight: 1, isDataFault: (error: unknown) => error instanceof RangeError };

describe('group commit', () => {
  it('puts what waits during a commit into the next one, in order and capped', async () => {
    const batches: number[][] = [];
    const first = gate();
    const writer = new GroupCommit<number, number>(async (items) => {
      batches.push([...items]);
      if (batches.length === 1) {
        await first.opened;
      }
      return items.map((item) => item * 10);
    }, options);

    const one = writer.submit(1);
    await new Promise((resolve) => setImmediate(resolve));
    const rest = [2, 3, 4, 5].map((item) => writer.submit(item));
    first.open();

    expect(await Promise.all([one, ...rest])).toEqual([10, 20, 30, 40, 50]);
    expect(batches).toEqual([[1], [2, 3, 4], [5]]);
  });

  it('fails only the caller whose row is bad', async () => {
    const writer = new GroupCommit<number, number>(async (items) => {
      if (items.includes(2)) {
        throw new RangeError('bad row');
      }
      return items;
    }, options);

    const results = await Promise.allSettled([1, 2, 3].map((item) => writer.submit(item)));

    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fails a whole batch once when the ledger is away', async () => {
    let writes = 0;
    const writer = new GroupCommit<number, number>(async () => {
      writes += 1;
      throw new Error('connection lost');
    }, options);

    const results = await Promise.allSettled([1, 2, 3].map((item) => writer.submit(item)));

    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect(writes).toBe(1);
  });

  it('refuses one too many at once', async () => {
    const writer = new GroupCommit<number, number>(async (items) => items, {
      ...options,
      maxWaiting: 1,
      tooMany: () => new Error('full'),
    });

    const [kept, refused] = await Promise.allSettled([writer.submit(1), writer.submit(2)]);

    expect(kept.status).toBe('fulfilled');
    expect(refused).toMatchObject({ status: 'rejected', reason: new Error('full') });
  });

  it('expects a longer wait the more there is before, and none when there is nothing', async () => {
    const held = gate();
    const writer = new GroupCommit<number, number>(async (items) => {
      await held.opened;
      return items;
    }, options);

    const idle = writer.expectedWaitMs;
    const few = [1, 2].map((item) => writer.submit(item));
    const short = writer.expectedWaitMs;
    const more = Array.from({ length: 98 }, (_, item) => writer.submit(item));
    const long = writer.expectedWaitMs;
    await new Promise((resolve) => setImmediate(resolve));
    const underWay = writer.expectedWaitMs;
    held.open();
    await Promise.all([...few, ...more]);
    await writer.drained();

    expect(idle).toBe(0);
    expect(short).toBeGreaterThan(0);
    expect(long).toBeCloseTo(50 * short);
    expect(underWay).toBe(long); // also what is under way is before whoever comes
    expect(writer.expectedWaitMs).toBe(0);
  });

  it('does not take one commit that hangs for the pace of the next', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const writer = new GroupCommit<number, number>(async (items) => {
      vi.advanceTimersByTime(items.includes(0) ? 60_000 : 5);
      return items;
    }, options);
    const waitOfOne = async (): Promise<number> => {
      const submitted = writer.submit(1);
      const expected = writer.expectedWaitMs;
      await submitted;
      return expected;
    };

    const before = await waitOfOne();
    await writer.submit(0);
    const after = await waitOfOne();
    vi.useRealTimers();

    expect(after).toBeLessThan(2 * before);
  });

  it('is drained when nothing waits and nothing flies', async () => {
    const held = gate();
    let done = false;
    const writer = new GroupCommit<number, number>(async (items) => {
      await held.opened;
      done = true;
      return items;
    }, options);

    const submitted = writer.submit(1);
    held.open();
    await writer.drained();

    expect(done).toBe(true);
    await submitted;
  });
});
