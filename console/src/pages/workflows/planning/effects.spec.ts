import { describe, expect, it } from 'vitest';
import { effectLines } from './effects';

const call = {
  kind: 'call',
  method: 'POST',
  url: 'https://x.example',
  headers: { a: 'b' },
  body: '{}',
  exact: true,
} as const;
const change = {
  kind: 'change',
  directory: 'main',
  change: 'user.update',
  user: 'u1',
  destructive: false,
  changed: true,
  difference: { active: { from: undefined, to: true } },
  call: null,
} as const;

describe('what a task would do', () => {
  it('is a call with its headers and its body', () => {
    expect(effectLines(call)).toEqual(['POST https://x.example', 'a: b', '{}']);
    expect(effectLines({ ...call, headers: {}, body: null, exact: false })).toEqual([
      'POST https://x.example (not exact: a secret or an unknown output stands in it)',
    ]);
  });

  it('is a change with each attribute, before and after, and the call that makes it', () => {
    expect(effectLines({ ...change, call })).toEqual([
      'user.update u1 in main',
      'active: not set → true',
      'POST https://x.example',
      'a: b',
      '{}',
    ]);
  });

  it('says what is already so, what is not known, and what takes something away', () => {
    const first = (more: object): string => effectLines({ ...change, difference: {}, ...more })[0]!;
    expect(first({ changed: false })).toBe('user.update u1 in main (is already so)');
    expect(first({ changed: null, destructive: true })).toBe(
      'user.update u1 in main (not known before it runs, destructive)',
    );
  });

  it('is an entry of the audit log', () => {
    const entry = { kind: 'audit', verb: 'user.seen', subject: null, message: 'hi' } as const;
    expect(effectLines(entry)).toEqual(['audit entry user.seen about nobody: hi']);
  });
});
