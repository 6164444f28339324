import { describe, expect, it } from 'vitest';
import { countRows } from './count-rows';

describe('the counts of a backtest', () => {
  it('have a row for each name, then and now, 0 where there was none', () => {
    expect(countRows({ dead: 1, succeeded: 2 }, { succeeded: 3, cancelled: 4 })).toEqual([
      { name: 'cancelled', counts: [0, 4] },
      { name: 'dead', counts: [1, 0] },
      { name: 'succeeded', counts: [2, 3] },
    ]);
  });

  it('have none where nothing was counted', () => expect(countRows({}, {})).toEqual([]));
});
