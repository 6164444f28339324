import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TargetRefused } from '../errors/errors.js';
import { setError } from '../intake/verification/answer.js';
import { NOTHING_OWED, pollBody, readPollAnswer } from './poll-exchange.js';

const read = (value: unknown) => readPollAnswer(Buffer.from(JSON.stringify(value)));

describe('a poll', () => {
  it('asks for tokens, and may be kept open', () => {
    expect(JSON.parse(pollBody(NOTHING_OWED, { maxEvents: 5, longPoll: true }))).toEqual({
      maxEvents: 5,
      returnImmediately: false,
    });
  });

  it('carries what is owed for those that came before', () => {
    const errors = new Map([['b', setError('invalid_key')]]);
    expect(JSON.parse(pollBody({ acks: ['a'], errors }, { maxEvents: 0, longPoll: false }))).toEqual({
      maxEvents: 0,
      returnImmediately: true,
      ack: ['a'],
      setErrs: { b: { err: 'invalid_key', description: expect.any(String) } },
    });
  });

  it('names whatever id it is asked to name', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), (ids) => {
        const errors = new Map(ids.map((id) => [id, setError('invalid_request')]));
        const body = JSON.parse(pollBody({ acks: ids, errors }, { maxEvents: 1, longPoll: false })) as {
          setErrs?: object;
        };
        expect(Object.keys(body.setErrs ?? {}).toSorted()).toEqual(ids.toSorted());
      }),
    );
  });
});

describe('the answer to a poll', () => {
  it('is tokens by their ids, in their order, and whether there are more', () => {
    expect(read({ sets: { b: 'two', a: 'one' }, moreAvailable: true })).toEqual({
      tokens: [
        ['b', 'two'],
        ['a', 'one'],
      ],
      malformed: [],
      more: true,
    });
    expect(read({ sets: {} })).toEqual({ tokens: [], malformed: [], more: false });
    expect(read({})).toEqual({ tokens: [], malformed: [], more: false });
  });

  it('may list what is no token', () => {
    expect(read({ sets: { a: null, b: { c: 1 }, d: 'x' }, moreAvailable: 'true' })).toEqual({
      tokens: [['d', 'x']],
      malformed: ['a', 'b'],
      more: false,
    });
  });

  it.each([[null], ['text'], [[]], [{ sets: [] }], [{ sets: 'x' }], [{ sets: null }]])(
    'is not %j',
    (value) => {
      expect(() => read(value)).toThrow(TargetRefused);
    },
  );

  it('is not what is no JSON, which is not repeated', () => {
    expect(() => readPollAnswer(Buffer.from('<html>secret'))).toThrow(/JSON object$/);
    expect(() => readPollAnswer(Buffer.alloc(0))).toThrow(TargetRefused);
  });
});
