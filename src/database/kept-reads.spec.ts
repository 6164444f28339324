import { describe, expect, it, vi } from 'vitest';
import { KeptReads } from './kept-reads.js';

describe('KeptReads', () => {
  it('reads once for all who ask, and again once forgotten', async () => {
    const kept = new KeptReads<number>();
    const read = vi.fn<() => Promise<number>>().mockResolvedValueOnce(1).mockResolvedValueOnce(2);
    expect(await Promise.all([kept.get('a', read), kept.get('a', read)])).toEqual([1, 1]);
    kept.forget();
    expect(await kept.get('a', read)).toBe(2);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('reads again after a failure', async () => {
    const kept = new KeptReads<number>();
    const cut = (): Promise<number> => Promise.reject(new Error('cut'));
    await expect(kept.get('a', cut)).rejects.toThrow('cut');
    expect(await kept.get('a', () => Promise.resolve(2))).toBe(2);
  });

  it('keeps what was read anew when an older read fails late', async () => {
    const kept = new KeptReads<number>();
    let fail: (error: Error) => void = () => undefined;
    const older = kept.get('a', () => new Promise((_, reject) => (fail = reject)));
    kept.forget();
    await kept.get('a', () => Promise.resolve(2));
    fail(new Error('cut'));
    await expect(older).rejects.toThrow('cut');
    expect(await kept.get('a', () => Promise.resolve(3))).toBe(2);
  });

  it('keeps no more than its capacity', async () => {
    const kept = new KeptReads<string>(2);
    for (const key of ['a', 'b', 'c']) {
      await kept.get(key, () => Promise.resolve(key));
    }
    expect(await kept.get('c', () => Promise.resolve('again'))).toBe('c');
    expect(await kept.get('a', () => Promise.resolve('again'))).toBe('again');
  });

  it('keeps more once there is room for more', async () => {
    const kept = new KeptReads<string>(2);
    kept.resize(3);
    for (const key of ['a', 'b', 'c']) {
      await kept.get(key, () => Promise.resolve(key));
    }
    expect(await kept.get('a', () => Promise.resolve('again'))).toBe('a');
  });
});
