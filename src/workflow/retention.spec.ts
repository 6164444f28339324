import { describe, expect, it } from 'vitest';

import { CATALOG } from '../../test/support/a-catalog.js';
import { aWorkflow, faultsOf } from '../../test/support/a-workflow.js';
import { parseWorkflow } from './parse.js';

describe('the retention of a workflow', () => {
  it('is a length of time', () => {
    const { document } = parseWorkflow(aWorkflow({ top: 'retention: 30d\n' }), { catalog: CATALOG });
    expect(document!.retentionMs).toBe(30 * 86_400_000);
  });

  it.each(['59m', '3651d'])('is refused outside its bounds: %s', (text) => {
    expect(faultsOf(aWorkflow({ top: `retention: ${text}\n` })).join('\n')).toContain(
      'must be at least 1h and at most 3650d',
    );
  });

  it('is refused where it is no length', () => {
    expect(faultsOf(aWorkflow({ top: 'retention: long\n' }))).toHaveLength(1);
  });
});
