import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Rung } from './bell-queue.js';
import { SharedRings } from './shared-rings.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function theRings() {
  const rung: Rung[] = [];
  return { rung, rings: new SharedRings((one) => void rung.push(one)) };
}
const due = (...ids: string[]): Rung => ({ ids, scopes: [] });

describe('rings', () => {
  it('are at once for whoever comes alone, each time', () => {
    const { rings, rung } = theRings();
    ['a', 'b', 'c'].forEach((id) => rings.add(due(id)));
    expect(rung).toEqual([due('a'), due('b'), due('c')]);
  });

  it('keep a distance once one was for several, and carry what came in between with each scope once', () => {
    const { rings, rung } = theRings();
    rings.add(due('a', 'b'));
    rings.add({ ids: ['c'], scopes: ['w', 'x'] });
    rings.add({ ids: ['d'], scopes: ['w'] });
    vi.advanceTimersByTime(49);
    expect(rung).toEqual([due('a', 'b')]);
    vi.advanceTimersByTime(1);
    expect(rung).toEqual([due('a', 'b'), { ids: ['c', 'd'], scopes: ['w', 'x'] }]);
    rings.add(due('e'));
    vi.advanceTimersByTime(50);
    expect(rung.at(-1)).toEqual(due('e'));
  });

  it('are at once when there is enough for a claim', () => {
    const { rings, rung } = theRings();
    rings.add(due('a', 'b'));
    rings.add(due(...Array.from({ length: 249 }, (_, n) => `${n}`)));
    expect(rung).toHaveLength(1);
    rings.add(due('last'));
    expect(rung[1]?.ids).toHaveLength(250);
  });

  it('are at once when the process ends, and once', () => {
    const { rings, rung } = theRings();
    rings.add(due('a', 'b'));
    rings.add(due('c'));
    rings.flush();
    rings.flush();
    vi.advanceTimersByTime(100);
    expect(rung).toEqual([due('a', 'b'), due('c')]);
  });
});
