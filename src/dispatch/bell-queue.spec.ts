import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BellQueue, type Rung } from './bell-queue.js';

const turn = () => new Promise((resolve) => setImmediate(resolve));

function aQueue(capacity: number, free: number) {
  const answered: Rung[] = [];
  const state = { free };
  const queue = new BellQueue(
    capacity,
    () => state.free,
    async (rung) => {
      answered.push(rung);
      state.free -= rung.ids.length;
    },
  );
  return { queue, answered, state };
}
const ring = (...ids: string[]): Rung => ({ ids, scopes: [] });
const many = (count: number): Rung => ring(...Array.from({ length: count }, (_, n) => `many-${n}`));

describe('a queue of bells', () => {
  it('answers together what rings together', async () => {
    const { queue, answered } = aQueue(8, 8);
    await Promise.all([queue.push(ring('a')), queue.push({ ids: ['b'], scopes: ['w'] })]);
    expect(answered).toEqual([{ ids: ['a', 'b'], scopes: ['w'] }]);
  });

  it('keeps a bell waiting until there is room for all of it', async () => {
    const { queue, answered, state } = aQueue(8, 1);
    const done = queue.push(ring('a', 'b'));
    await turn();
    expect(answered).toEqual([]);
    state.free = 2;
    queue.pump();
    await done;
    expect(answered).toEqual([ring('a', 'b')]);
  });

  it('answers a large bell by parts, a quarter of the capacity or more at a time', async () => {
    const { queue, answered, state } = aQueue(8, 2);
    const done = queue.push(ring('a', 'b', 'c'));
    await turn();
    await turn();
    expect(answered).toEqual([ring('a', 'b')]);
    state.free = 1;
    queue.pump();
    await done;
    expect(answered).toEqual([ring('a', 'b'), ring('c')]);
  });

  it('lets go of what it did not answer', async () => {
    const { queue, answered } = aQueue(8, 0);
    const done = queue.push(ring('a'));
    await turn();
    expect(queue.clear()).toMatchObject([ring('a')]);
    await done;
    expect([answered, queue.length]).toEqual([[], 0]);
  });

  it('tells those whose answer failed, and goes on', async () => {
    const answers = [() => Promise.reject(new Error('away')), () => Promise.resolve()];
    const queue = new BellQueue(
      8,
      () => 8,
      () => answers.shift()!(),
    );
    await expect(queue.push(ring('a'))).rejects.toThrow('away');
    await expect(queue.push(ring('b'))).resolves.toBeUndefined();
  });
});

describe('the pace of claims', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] }));
  afterEach(() => void vi.useRealTimers());

  it('keeps claims apart once two have shared one, and answers by the next what rang in between', async () => {
    const { queue, answered } = aQueue(500, 500);
    await queue.push(ring('a', 'b'));
    const later = [queue.push(ring('c')), queue.push(ring('d'))];
    await turn();
    vi.advanceTimersByTime(24);
    await turn();
    expect(answered).toEqual([ring('a', 'b')]);
    vi.advanceTimersByTime(1);
    await Promise.all(later);
    expect(answered).toEqual([ring('a', 'b'), ring('c', 'd')]);
  });

  it('does not keep whoever comes alone waiting', async () => {
    const { queue, answered } = aQueue(500, 500);
    for (const id of ['a', 'b', 'c']) {
      await queue.push(ring(id));
    }
    expect(answered).toEqual([ring('a'), ring('b'), ring('c')]);
  });

  it.each([
    ['enough for one claim', () => [many(250)]],
    ['ten bells, whatever they ring for', () => Array.from({ length: 10 }, (_, n) => ring(`${n}`))],
  ])('answers at once %s', async (_, rungs) => {
    const { queue, answered } = aQueue(500, 500);
    await queue.push(ring('a', 'b'));
    await Promise.all(rungs().map((rung) => queue.push(rung)));
    expect(answered.map(({ ids }) => ids.length)).toEqual([2, rungs().flatMap(({ ids }) => ids).length]);
  });

  it('keeps no distance where a worker takes so few that its places would stay empty', async () => {
    const { queue, answered } = aQueue(2, 100);
    await queue.push(ring('a', 'b'));
    await queue.push(ring('c'));
    expect(answered).toEqual([ring('a', 'b'), ring('c')]);
  });

  it('hurries when it is told to, one time', async () => {
    const { queue, answered } = aQueue(500, 500);
    await queue.push(ring('a', 'b'));
    queue.hurry();
    await queue.push(ring('c', 'd'));
    const last = queue.push(ring('e'));
    await turn();
    expect(answered).toEqual([ring('a', 'b'), ring('c', 'd')]);
    vi.advanceTimersByTime(25);
    await last;
  });
});
