import { describe, expect, it } from 'vitest';
import { diagnosticsOf } from './diagnostics';

const TEXT = 'id: a\ntasks:\n  - type: lgo\n';
const at = (line: number, column: number, more = {}) => ({ line, column, message: 'bad', ...more });

describe('the marks of an editor', () => {
  it('are at the line and column of a fault, to the end of its word', () => {
    const [mark] = diagnosticsOf(TEXT, [at(3, 11, { suggestion: 'log' })], []);
    expect(TEXT.slice(mark!.from, mark!.to)).toBe('lgo');
    expect(mark).toMatchObject({ severity: 'error', message: "bad (did you mean 'log'?)" });
  });

  it('are in the order of the text, warnings among them', () => {
    const marks = diagnosticsOf(TEXT, [at(3, 5)], [at(1, 1)]);
    expect(marks.map(({ severity }) => severity)).toEqual(['warning', 'error']);
  });

  it.each([
    [0, 0],
    [1, 99],
    [99, 1],
    [4, 1],
  ])('stay within the text for line %i and column %i', (line, column) => {
    const [mark] = diagnosticsOf(TEXT, [at(line, column)], []);
    expect(mark!.from).toBeGreaterThanOrEqual(0);
    expect(mark!.to).toBeLessThanOrEqual(TEXT.length);
  });
});
