import { describe, expect, it } from 'vitest';
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
