import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseIso, parseTimestamp, windowFault } from './timestamp.js';

describe('a timestamp', () => {
  it.each<[string, 's' | 'ms' | 'iso', number | null]>([
    ['1767225600', 's', 1_767_225_600_000],
    ['1767225600', 'ms', 1_767_225_600],
    ['1767225600abc', 's', null],
    [' 1767225600', 's', null],
    ['1.7e9', 's', null],
    ['', 's', null],
    ['٣', 's', null],
    ['9'.repeat(17), 's', null],
    ['2026-01-01T00:00:00Z', 'iso', 1_767_225_600_000],
    ['2026-01-01T01:00:00.000+01:00', 'iso', 1_767_225_600_000],
    ['2026-01-01', 'iso', null],
    ['2026-01-01 00:00:00Z', 'iso', null],
    ['2026-01-01T00:00:00', 'iso', null],
    ['2026-02-30T00:00:00Z', 'iso', null],
    ['2026-13-01T00:00:00Z', 'iso', null],
    ['2026-01-01T24:00:00Z', 'iso', null],
    ['2026-01-01T00:60:00Z', 'iso', null],
    ['2026-01-01T00:00:60Z', 'iso', null],
    ['2026-01-01T00:00:00+24:00', 'iso', null],
    ['2026-01-01t00:00:00z', 'iso', null],
    ['1767225600', 'iso', null],
  ])('%j in %s is %s', (text, unit, at) => {
    expect(parseTimestamp(text, unit)).toBe(at);
  });

  it('reads every moment as it was written', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }),
        (moment) => {
          expect(parseIso(moment.toISOString())).toBe(moment.getTime());
          expect(parseTimestamp(String(moment.getTime()), 'ms')).toBe(moment.getTime());
        },
      ),
    );
  });

  it('is inside the window exactly when both sides hold', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700, max: 700 }), (offset) => {
        const now = new Date(1_767_225_600_000);
        const fault = windowFault(now.getTime() + offset * 1000, now, { past: 300, future: 60 });

        expect(fault).toBe(offset < -300 ? 'timestamp_too_old' : offset > 60 ? 'timestamp_too_new' : null);
      }),
    );
  });

  it('at either edge of the window is inside', () => {
    const now = new Date(1_767_225_600_000);
    const window = { past: 300, future: 60 };
    const at = (offset: number): string | null => windowFault(now.getTime() + offset, now, window);

    expect([at(-300_000), at(60_000)]).toEqual([null, null]);
    expect([at(-300_001), at(60_001)]).toEqual(['timestamp_too_old', 'timestamp_too_new']);
  });

  it('in whole seconds is compared with whole seconds', () => {
    const now = new Date(1_767_225_600_999);

    expect(windowFault(1_767_225_300_000, now, { unit: 's', past: 300, future: 300 })).toBeNull();
    expect(windowFault(1_767_225_300_000, now, { unit: 'ms', past: 300, future: 300 })).toBe(
      'timestamp_too_old',
    );
  });
});
