import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, keyOfAsk, type RadiusAsk, type RadiusHold, type RadiusState } from './blast-radius.js';

const FREE: RadiusState = {
  used: 0,
  allowed: null,
  question: null,
  questionUntil: null,
  isRefused: false,
  known: new Set(),
  holds: new Map(),
};
const ask = (user: string, limit = 2, taskId = 't'): RadiusAsk => ({
  executionId: `e-${user}`,
  taskId,
  iteration: 0,
  user,
  limit,
});
const kinds = (state: Partial<RadiusState>, asks: readonly RadiusAsk[]): string[] =>
  judge({ ...FREE, ...state }, asks).map(({ kind }) => kind);
const held = (one: RadiusAsk, hold: Partial<RadiusHold>): RadiusState['holds'] =>
  new Map([[keyOfAsk(one), { approval: 'q', status: 'open', outcome: null, by: null, ...hold }]]);

describe('a task that touches a user', () => {
  it('passes up to the limit, and not beyond', () => {
    expect(
      kinds(
        {},
        ['a', 'b', 'c', 'd'].map((user) => ask(user)),
      ),
    ).toEqual(['pass', 'pass', 'hold', 'hold']);
    expect(kinds({ used: 2 }, [ask('a')])).toEqual(['hold']);
    expect(kinds({ used: 1 }, [ask('a')])).toEqual(['pass']);
  });

  it('passes when its user is counted already, whatever is asked', () => {
    expect(kinds({}, [ask('a'), ask('a', 2, 'u'), ask('b'), ask('c'), ask('a')])).toEqual([
      'pass',
      'pass',
      'pass',
      'hold',
      'pass',
    ]);
    const known = new Set(['a']);
    expect(kinds({ used: 9, question: 'q', known }, [ask('a'), ask('b')])).toEqual(['pass', 'hold']);
    expect(kinds({ used: 9, isRefused: true, known }, [ask('a'), ask('b')])).toEqual(['pass', 'refuse']);
  });

  it('waits while somebody is asked, though there were room again', () => {
    expect(kinds({ used: 0, question: 'q' }, [ask('a')])).toEqual(['hold']);
  });

  it('goes by what a person allowed', () => {
    expect(kinds({ used: 2, allowed: 3 }, [ask('a'), ask('b')])).toEqual(['pass', 'hold']);
    expect(kinds({ used: 1, allowed: 1 }, [ask('a', 100)])).toEqual(['hold']);
  });

  it('fails when the question it waited for was answered with no, or not at all', () => {
    const one = ask('a');
    for (const [hold, why] of [
      [{ status: 'decided', outcome: 'reject', by: 'token:ada' }, /token:ada said no/],
      [{ status: 'expired' }, /nobody decided in time/],
    ] as const) {
      const state = { ...FREE, known: new Set(['a']), holds: held(one, hold) };
      expect(judge(state, [one])).toEqual([
        { kind: 'refuse', why: expect.stringMatching(why), approval: 'q' },
      ]);
    }
    expect(kinds({ holds: held(one, { status: 'decided', outcome: 'approve' }) }, [one])).toEqual(['pass']);
    expect(kinds({ holds: held(one, {}), question: 'q' }, [one])).toEqual(['hold']);
  });

  it('is never one too many, in any order and number', () => {
    const users = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 });
    fc.assert(
      fc.property(users, fc.integer({ min: 1, max: 20 }), fc.boolean(), (given, limit, isRefused) => {
        const asks = given.map((user) => ask(String(user), limit));
        const verdicts = judge({ ...FREE, isRefused }, asks);
        const passed = new Set(asks.filter((_, at) => verdicts[at]!.kind === 'pass').map(({ user }) => user));
        expect(passed.size).toBe(Math.min(limit, new Set(given).size));
        // Of a user either every task passes or none.
        asks.forEach(({ user }, at) => expect(verdicts[at]!.kind === 'pass').toBe(passed.has(user)));
      }),
    );
  });
});
