import { describe, expect, it, vi } from 'vitest';
import { GroupCommit } from './group-commit.js';

const gate = (): { open: () => void; opened: Promise<void> } => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
};

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

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
    await turn();
    const rest = [2, 3, 4, 5].map((item) => writer.submit(item));
    first.open();

    expect(await Promise.all([one, ...rest])).toEqual([10, 20, 30, 40, 50]);
    expect(batches).toEqual([[1], [2, 3, 4], [5]]);
  });

  it('refuses the one item in whose place is an error', async () => {
    const writer = new GroupCommit<number, number>(
      async (items) => items.map((item) => (item === 2 ? new Error('not this one') : item)),
      options,
    );
    const [one, two, three] = await Promise.allSettled([1, 2, 3].map((item) => writer.submit(item)));
    expect(one).toMatchObject({ value: 1 });
    expect(two).toMatchObject({ reason: new Error('not this one') });
    expect(three).toMatchObject({ value: 3 });
  });

  it('begins another commit beside one under way once enough wait to be worth it', async () => {
    const batches: number[][] = [];
    const slow = gate();
    const writer = new GroupCommit<number, number>(
      async (items) => {
        batches.push([...items]);
        await slow.opened;
        return items;
      },
      { ...options, inFlight: 2, worthwhile: 3 },
    );

    const all = [writer.submit(1)];
    await turn();
    all.push(writer.submit(2), writer.submit(3));
    await turn();
    expect(batches).toEqual([[1]]);
    all.push(writer.submit(4));
    await turn();
    expect(batches).toEqual([[1], [2, 3, 4]]);

    all.push(writer.submit(5));
    slow.open();
    expect(await Promise.all(all)).toEqual([1, 2, 3, 4, 5]);
    expect(batches).toEqual([[1], [2, 3, 4], [5]]);
  });

  it('keeps commits apart once two have shared one, so that more share the next', async () => {
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] });
    const batches: number[][] = [];
    const writer = new GroupCommit<number, number>(
      async (items) => {
        batches.push([...items]);
        return items;
      },
      { ...options, worthwhile: 3, everyMs: 10 },
    );

    const all = [writer.submit(1), writer.submit(2)];
    await turn();
    all.push(writer.submit(3));
    await turn();
    vi.advanceTimersByTime(9);
    all.push(writer.submit(4));
    await turn();
    expect(batches).toEqual([[1, 2]]);
    vi.advanceTimersByTime(1);
    await turn();
    expect(batches).toEqual([
      [1, 2],
      [3, 4],
    ]);

    all.push(writer.submit(5), writer.submit(6), writer.submit(7)); // as many as are worth a commit
    await turn();
    expect(batches.at(-1)).toEqual([5, 6, 7]);
    expect(await Promise.all(all)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    vi.useRealTimers();
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

  it('says how long the first in line has waited, and 0 when nobody waits', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const held = gate();
    const writer = new GroupCommit<number, number>(
      async (items) => {
        await held.opened;
        return items;
      },
      { ...options, maxBatch: 1, inFlight: 1 },
    );

    const submitted = [writer.submit(1)];
    await turn();
    vi.advanceTimersByTime(60_000);
    expect(writer.waitedMs).toBe(0); // it is under way, however long that takes
    submitted.push(writer.submit(2));
    vi.advanceTimersByTime(200);
    submitted.push(writer.submit(3));
    vi.advanceTimersByTime(50);
    expect(writer.waitedMs).toBe(250);
    held.open();
    await Promise.all(submitted);
    vi.useRealTimers();
    expect(writer.waitedMs).toBe(0);
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
