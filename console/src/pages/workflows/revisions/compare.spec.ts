import { describe, expect, it } from 'vitest';
import { comparedIn, compareText } from './compare';

describe('the revisions that are compared', () => {
  it('are those of the URL', () => {
    expect(comparedIn(compareText({ from: 3, to: 1 }), 3)).toEqual({ from: 3, to: 1 });
  });

  it.each(['', 'x', '1', '1..9', '0..1', '1.5..2'])('are the last two where it says %j', (text) => {
    expect(comparedIn(text, 3)).toEqual({ from: 2, to: 3 });
    expect(comparedIn(text, 1)).toEqual({ from: 1, to: 1 });
  });
});
