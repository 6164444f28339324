import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callerOf, preferenceOf } from './caller.js';

describe('what a caller prefers', () => {
  it.each([
    [undefined, undefined, false],
    ['', undefined, false],
    ['wait=10', 10_000, false],
    ['Wait = "3"', 3000, false],
    ['wait=0', 0, false],
    ['respond-async', 0, true],
    ['respond-async, wait=5', 5000, true],
    ['wait=5; x=y, handling=lenient, respond-async', 5000, true],
    ['wait=1, wait=2', 1000, false],
    ['return=minimal', undefined, false],
  ])('%j is a wait of %s ms', (prefer, waitMs, isAsync) => {
    expect(preferenceOf(prefer)).toEqual({ waitMs, isAsync });
  });

  it.each(['wait', 'wait=', 'wait=-1', 'wait=1.5', 'wait=1e9', 'wait=9999999999', 'wait=ten', 'waits=3'])(
    '%j is none',
    (prefer) => {
      expect(preferenceOf(prefer)).toEqual({ waitMs: undefined, isAsync: false });
    },
  );

  it('is read out of any text without trouble', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (prefer) => {
        const { waitMs } = preferenceOf(prefer);
        expect(waitMs === undefined || waitMs >= 0).toBe(true);
      }),
    );
  });
});

describe('a caller', () => {
  const request = { headers: { prefer: 'wait=1' } } as unknown as IncomingMessage;
  const responseOf = (destroyed: boolean) =>
    Object.assign(new EventEmitter(), { destroyed }) as unknown as ServerResponse;

  it('hangs up when its connection closes, or did so before anybody looked', () => {
    const response = responseOf(false);
    const caller = callerOf(request, response);
    const signal = caller.hangUp();
    expect([caller.prefer, signal.aborted]).toEqual(['wait=1', false]);
    response.emit('close');
    expect(signal.aborted).toBe(true);
    expect(callerOf(request, responseOf(true)).hangUp().aborted).toBe(true);
  });
});
