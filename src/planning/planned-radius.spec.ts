import { describe, expect, it } from 'vitest';
import type { WorkflowDocument } from '../workflow/document.js';
import { RadiusBook } from './planned-radius.js';

const USUAL = { users: 100, windowMs: 3_600_000, share: 0 };
const DOCUMENT: WorkflowDocument = { id: 'leaver', namespace: 'acme', labels: {}, triggers: [], tasks: [] };
const START = Date.parse('2026-01-31T12:00:00Z');

/** Users by the minute at which something is taken away from them, in order. */
async function reportOf(
  blastRadius: WorkflowDocument['blastRadius'],
  touches: readonly (readonly [minute: number, ...users: string[]])[],
  { usual = USUAL, size = null as number | null } = {},
) {
  const book = new RadiusBook(usual, () => Promise.resolve(size));
  const document = { ...DOCUMENT, ...(blastRadius && { blastRadius }) };
  for (const [minute, ...users] of touches) {
    const touched = users.map((user) => ({ document, task: 'off', directory: 'main', user }));
    await book.count(touched, { id: `e${minute}`, at: new Date(START + minute * 60_000) });
  }
  return book.report();
}
const THREE = { users: 3, windowMs: 600_000 };

describe('the blast radius of what is only planned', () => {
  it('asks at the first user too many within a window, and tells which and when', async () => {
    expect(
      await reportOf(THREE, [
        [0, 'a', 'b'],
        [1, 'a', 'c'],
        [2, 'b'],
        [3, 'd'],
        [4, 'e'],
      ]),
    ).toEqual([
      {
        workflow: 'acme/leaver',
        users: 5,
        limit: 3,
        windowMs: 600_000,
        asks: 1,
        first: { at: '2026-01-31T12:03:00.000Z', event: 'e3', task: 'off', user: 4 },
      },
    ]);
  });

  it('begins anew once it was asked', async () => {
    const users = 'abcdefgh'.split('').map((user, at) => [at, user] as const);
    expect(await reportOf(THREE, users)).toMatchObject([
      { users: 8, asks: 2, first: { user: 4, event: 'e3' } },
    ]);
  });

  it('asks nobody while users of one window are few, or the same', async () => {
    const far = 'abcdefgh'.split('').map((user, at) => [at * 4, user] as const);
    expect(await reportOf(THREE, far)).toMatchObject([{ users: 8, asks: 0, first: null }]);
    const same = 'abcabcabc'.split('').map((user, at) => [at, user] as const);
    expect(await reportOf(THREE, same)).toMatchObject([{ users: 3, asks: 0 }]);
  });

  it('counts a user from the last time', async () => {
    const touches = [
      [0, 'a'],
      [8, 'a'],
      [15, 'b', 'c', 'd'],
    ] as const;
    expect(await reportOf(THREE, touches)).toMatchObject([{ asks: 1, first: { user: 4, event: 'e15' } }]);
    expect(
      await reportOf(THREE, [
        [0, 'a'],
        [15, 'b', 'c', 'd'],
      ]),
    ).toMatchObject([{ asks: 0 }]);
  });

  it('takes the share of a directory, and what is usual, where that is less', async () => {
    const users = [[0, ...'abcdefghijklmnop'.split('')]] as const;
    expect(await reportOf({ share: 0.05 }, users, { size: 40 })).toMatchObject([{ limit: 2, asks: 7 }]);
    const usual = { ...USUAL, share: 0.25 };
    expect(await reportOf(undefined, users, { usual, size: 20 })).toMatchObject([{ limit: 10, asks: 1 }]);
    expect(await reportOf(undefined, users, { usual })).toMatchObject([{ limit: 100, asks: 0 }]);
  });

  it('asks nobody where it is off, and tells nothing of who touches nobody', async () => {
    expect(await reportOf('off', [[0, ...'abcdef'.split('')]])).toEqual([
      { workflow: 'acme/leaver', users: 6, limit: null, windowMs: null, asks: 0, first: null },
    ]);
    expect(await reportOf(THREE, [[0]])).toEqual([]);
  });
});
