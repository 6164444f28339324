import { describe, expect, it } from 'vitest';
import { anEntry } from '../../test/support/an-audit-entry.js';
import { digestOf } from '../ledger/execution-record.js';
import { ErasureCheck } from './erasure-check.js';
import { eraseEntries, erasedIn, isEraseEntry, isOwnObject } from './erasure.js';
import { leafBytes, privateDigest, privateText, readLeaf } from './leaf.js';

const BY = { tenant: 'main', actor: 'token:ops', subject: 'ada', at: new Date() };
const records = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `x${n}`, tenant: 'main', workflow: 'w', digest: `d${n}` }));
const ids = (count: number): string[] => Array.from({ length: count }, (_, n) => `e${n}`);
const text = (entry: Parameters<typeof privateText>[0]): string => privateText(entry, Buffer.alloc(16));

describe('entries that say what was erased', () => {
  it('name all of it between them, each at most so many, and not whom', () => {
    const entries = eraseEntries(BY, records(600), ids(251));
    expect(entries).toHaveLength(3);
    const named = entries.map((entry) => erasedIn(text(entry)));
    expect(named.flatMap(({ executions }) => [...executions.keys()])).toEqual(
      records(600).map(({ id }) => id),
    );
    expect(named.flatMap((one) => one.entries)).toEqual(ids(251));
    expect(Math.max(...named.map(({ executions }) => executions.size))).toBe(250);
    expect(entries.map(text).join('')).not.toContain('ada');
    expect(new Set(entries.map(({ id }) => id)).size).toBe(3);
  });

  it('are there also when there was nothing', () => {
    const [entry, ...more] = eraseEntries(BY, [], []);
    expect([erasedIn(text(entry!)), more]).toEqual([{ executions: new Map(), entries: [] }, []]);
  });

  it('are none that a workflow writes', () => {
    const leafOf = (executionId: string | null) => {
      const entry = anEntry({ verb: 'subject.erase', executionId });
      return readLeaf(leafBytes(entry, 'tag', privateDigest(text(entry))))!;
    };
    expect([leafOf(null), leafOf('0190a000-0000-7000-8000-000000000001')].map(isEraseEntry)).toEqual([
      true,
      false,
    ]);
    expect(isEraseEntry(readLeaf(leafBytes(anEntry(), null, ''))!)).toBe(false);
  });
});

describe('what is gone from a log', () => {
  it('is wrong unless an entry names it, which may come later', () => {
    const check = new ErasureCheck();
    check.isBare('named', 1);
    check.isBare('blanked', 2);
    check.isChanged('erased', 'what is left', 'changed');
    check.isChanged('written over', 'something else', 'changed');
    check.isChanged('not erased', 'something else', 'changed');
    const executions = { erased: digestOf('what is left'), 'written over': digestOf('what was left') };
    check.name(text(anEntry({ details: { entries: ['named', 'of no line'], executions } })));
    expect(check.settle()).toEqual([
      { id: 'blanked', number: 2, what: 'its private part is gone, and no entry says that it was erased' },
      { id: null, number: null, what: 'execution written over: changed' },
      { id: null, number: null, what: 'execution not erased: changed' },
    ]);
    expect(check.executions).toBe(1);
  });
});

describe('an object of our own', () => {
  it.each(['source:auth-platform', 'workflow:acme/x', 'token:1', 'secret:acme/KEY', 'tenant:lyon'])(
    'is %s',
    (subject) => expect(isOwnObject(subject)).toBe(true),
  );
  it.each(['12345', 'auth0|123', 'google:123', 'a:source:b', 'user:ada', 'source'])('is not %s', (subject) =>
    expect(isOwnObject(subject)).toBe(false),
  );
});
