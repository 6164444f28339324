import { describe, expect, it } from 'vitest';
import { hookThrottle, throttleRules } from './throttle-rules.js';

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

describe('T12 what a request is counted under by the way it comes', () => {
  const throttleOf = (
    hook: Parameters<typeof throttleRules>[1]['hook'],
    defaults: Parameters<typeof hookThrottle>[2] = byDefault,
  ) => hookThrottle(place, { hook, tenant: undefined }, defaults);
  const counted = (limit: typeof own) => [{ key: 'hook:h@staging', ...limit }];

  it('is the standard where nobody said anything and its route is documented to be limited, else nothing', () => {
    expect(throttleOf(undefined)).toEqual({ usual: [], documented: counted(standard) });
  });

  it('is the same by every way once the hook or the operator said something', () => {
    expect(throttleOf(own)).toEqual({ usual: counted(own), documented: counted(own) });
    expect(throttleOf('none')).toEqual({ usual: [], documented: [] });
    expect(throttleOf(undefined, ofOperator)).toEqual({
      usual: counted(standard),
      documented: counted(standard),
    });
  });

  it('is nothing by any way where the operator wants no limit', () => {
    expect(throttleOf(undefined, { standard: null, unsaid: null })).toEqual({ usual: [], documented: [] });
  });

  it('is also what its tenant may have, by every way', () => {
    const said = { hook: undefined, tenant: own };
    const { usual, documented } = hookThrottle(place, said, byDefault);
    expect(usual).toEqual([{ key: 'tenant:main', ...own }]);
    expect(documented).toEqual([...counted(standard), { key: 'tenant:main', ...own }]);
  });
});
