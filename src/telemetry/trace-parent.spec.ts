import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTraceparent, writeTraceparent } from './trace-parent.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const SPAN = '00f067aa0ba902b7';

describe('a traceparent', () => {
  it('is read, and written as it was read', () => {
    const text = `00-${TRACE}-${SPAN}-01`;
    const context = readTraceparent(text);
    expect(context).toEqual({ traceId: TRACE, spanId: SPAN, traceFlags: 1, isRemote: true });
    expect(writeTraceparent(context!)).toBe(text);
  });

  it('of a later version is read as far as it is known', () => {
    expect(readTraceparent(`cc-${TRACE}-${SPAN}-09-what-comes`)).toMatchObject({ traceFlags: 1 });
  });

  it.each([
    undefined,
    null,
    '',
    'x',
    `ff-${TRACE}-${SPAN}-01`,
    `00-${'0'.repeat(32)}-${SPAN}-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `00-${TRACE}-${SPAN}-01-more`,
    `00-${TRACE.toUpperCase()}-${SPAN}-01`,
    `00-${TRACE}-${SPAN}-1`,
    `00-${TRACE}-${SPAN}-01\n`,
  ])('that is malformed is none: %j', (text) => {
    expect(readTraceparent(text)).toBeNull();
  });

  it('of any text is read without a fault', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(readTraceparent(text)).toBeNull(); // chance does not spell one
      }),
    );
  });
});
