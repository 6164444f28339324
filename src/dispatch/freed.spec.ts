import { describe, expect, it } from 'vitest';
import type { Claimed } from '../ledger/claimed.js';
import type { LimitScope } from '../ledger/limit-scope.js';
import type { Settlement } from '../ledger/task-run.js';
import { Freed } from './freed.js';

const SCOPE = 'workflow' as LimitScope;
const IN_ALL = { lane: 'user-1', claimScope: SCOPE, parentId: 'parent' } as Claimed;
const IN_NONE = { lane: null, claimScope: null, parentId: null } as Claimed;
const left = (kind: Settlement['kind']): Settlement => ({ kind }) as Settlement;

function freedBy(execution: Claimed, settlement: Settlement) {
  const freed = new Freed();
  freed.note(execution, settlement);
  const { lanes, scopes, parents } = freed.take();
  return { lanes, scopes: [...scopes], parents };
}

describe('what is left free', () => {
  it.each([
    ['final', { lanes: ['user-1'], scopes: [SCOPE], parents: ['parent'] }],
    ['wait', { lanes: ['user-1'], scopes: [SCOPE], parents: [] }],
    ['retry', { lanes: [], scopes: [SCOPE], parents: [] }],
  ] as const)('by one that leaves as %s', (kind, expected) => {
    expect(freedBy(IN_ALL, left(kind))).toEqual(expected);
  });

  it('is nothing by one that held nothing', () => {
    const freed = new Freed();
    freed.note(IN_NONE, left('final'));
    expect(freed.isEmpty).toBe(true);
  });

  it('is taken once', () => {
    const freed = new Freed();
    freed.note(IN_ALL, left('final'));
    freed.noteParents(['other', 'parent']);
    expect(freed.isEmpty).toBe(false);
    expect(freed.take().parents).toEqual(['parent', 'other']);
    expect(freed.isEmpty).toBe(true);
    expect(freed.take()).toEqual({ lanes: [], scopes: new Set(), parents: [] });
  });
});
