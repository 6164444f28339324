import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { DURATION_PATTERN, formatDuration, parseDuration } from './duration.js';

describe('lengths of time', () => {
  it.each([
    ['500ms', 500],
    ['10s', 10_000],
    ['1.5s', 1_500],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['1d', 86_400_000],
    ['PT5M', 300_000],
    ['PT0.5S', 500],
    ['P1DT12H', 129_600_000],
    ['0s', 0],
  ])('%s is %d ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each([
    '',
    '5',
    's',
    '5 m',
    '-5m',
    '5M',
    'P',
    'PT',
    'P1DT',
    'P1M',
    'P1W',
    '1e3s',
    '5m ',
    '1..5s',
    `${'9'.repeat(30)}d`,
  ])('%j is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it('the pattern of the schema takes the same texts', () => {
    const pattern = new RegExp(DURATION_PATTERN);
    const pieces = fc.array(
      fc.constantFrom('P', 'T', '1', '25', '.', '.5', 'D', 'H', 'M', 'S', 'd', 'h', 'm', 's', 'ms', ' '),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('');
        expect(pattern.test(text)).toBe(parseDuration(text) !== undefined);
      }),
      { numRuns: 5_000 },
    );
  });

  it('what is written is read back', () => {
    fc.assert(
      fc.property(fc.nat(), (ms) => {
        expect(parseDuration(formatDuration(ms))).toBe(ms);
      }),
    );
  });
});
