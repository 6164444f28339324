import { describe, expect, it } from 'vitest';
import { throttleRules } from './throttle-rules.js';

const place = { hookId: 'h', tenant: 'main', environment: 'staging' };
const own = { limit: 20, windowMs: 60_000 };
const standard = { limit: 100, windowMs: 60_000 };
const byDefault = { standard, unsaid: null };
const ofOperator = { standard, unsaid: standard };
const rulesOf = (
  hook: Parameters<typeof throttleRules>[1]['hook'],
  defaults: Parameters<typeof throttleRules>[2] = byDefault,
) => throttleRules(place, { hook, tenant: undefined }, defaults);

describe('what a request to a hook is counted under', () => {
  it('is its own limit, or the operator’s where it says default', () => {
    expect(rulesOf(own)).toEqual([{ key: 'hook:h@staging', ...own }]);
    expect(rulesOf('default')).toEqual([{ key: 'hook:h@staging', ...standard }]);
  });

  it('is nothing where nothing is said, unless the operator set a limit for all', () => {
    expect(rulesOf(undefined)).toEqual([]);
    expect(rulesOf(undefined, ofOperator)).toEqual([{ key: 'hook:h@staging', ...standard }]);
    expect(rulesOf('none', ofOperator)).toEqual([]);
  });

  it('is also the limit of its workflow there, and of its tenant', () => {
    const said = { hook: own, workflow: standard, tenant: own };
    expect(throttleRules({ ...place, workflowId: 'w' }, said, byDefault).map(({ key }) => key)).toEqual([
      'hook:h@staging',
      'workflow:main/w@staging',
      'tenant:main',
    ]);
  });
});
