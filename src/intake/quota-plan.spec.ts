import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aNewEvent } from '../../test/support/builders-ledger.js';
import type { Quota, QuotaUse } from '../ledger/quota.js';
import { quotaName } from '../ledger/quota.js';
import type { NewEvent } from '../ledger/record.js';
import { QuotaPlan } from './quota-plan.js';

const WORKFLOWS = ['workflow:main/a@production', 'workflow:main/b@production'];

const quota = (scope: string, limit: number, period: 'day' | 'month' = 'day'): Quota => ({
  scope,
  period,
  limit,
});
const use = ({ scope, period }: Quota, used = 0): QuotaUse => ({
  scope,
  period,
  used,
  resetsIn: period === 'day' ? 100 : 1000,
});

/** An event with an execution for each list of quotas. */
function anEvent(
  quotas: readonly (readonly Quota[])[],
  { source = 'somewhere', key = '' }: { source?: string | null; key?: string } = {},
): NewEvent {
  const event = aNewEvent();
  const [execution] = event.executions;
  return {
    ...event,
    source,
    dedupeKey: key === '' ? event.dedupeKey : Buffer.from(key),
    executions: quotas.map((some, index) => ({ ...execution!, id: `${event.id}-${index}`, quotas: some })),
  };
}

describe('a plan for quotas', () => {
  const tenant = quota('tenant:main', 3);

  it('lets in while there is room, and says which quota has none', () => {
    const plan = new QuotaPlan([use(tenant, 1)], new Set());
    const answers = Array.from({ length: 3 }, () => plan.admit([anEvent([[tenant]])]));
    expect(answers).toEqual([null, null, { ...tenant, used: 3, resetsIn: 100 }]);
    expect(plan.fresh).toHaveLength(2);
  });

  it('takes a delivery whole or not at all, and goes on with a smaller one', () => {
    const plan = new QuotaPlan([use(tenant)], new Set());
    expect(plan.admit([anEvent([[tenant], [tenant]]), anEvent([[tenant], [tenant]])])).not.toBeNull();
    expect(plan.admit([anEvent([[tenant], [tenant]]), anEvent([[tenant]])])).toBeNull();
    expect(plan.fresh).toHaveLength(2);
  });

  it('names the quota that lasts longest of those that are used up', () => {
    const month = quota('tenant:main', 3, 'month');
    const plan = new QuotaPlan([use(tenant, 3), use(month, 3)], new Set());
    expect(plan.admit([anEvent([[tenant, month]])])).toMatchObject({ period: 'month', resetsIn: 1000 });
  });

  it('counts nothing for what is known, for what came twice, and for what starts nothing', () => {
    const [known, first, again] = [
      anEvent([[tenant]]),
      anEvent([[tenant]], { key: 'k' }),
      anEvent([[tenant]], { key: 'k' }),
    ];
    const plan = new QuotaPlan([use(tenant, 2)], new Set([known.id]));
    expect([known, first, again, anEvent([])].map((event) => plan.admit([event]))).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(plan.fresh.map(({ executions }) => executions.length)).toEqual([1, 0]);
  });

  it('does not take the second of two for known when the first was refused', () => {
    const [first, again] = [anEvent([[tenant]], { key: 'k' }), anEvent([[tenant]], { key: 'k' })];
    const plan = new QuotaPlan([use(tenant, 3)], new Set());
    expect([plan.admit([first]), plan.admit([again])]).toEqual([expect.anything(), expect.anything()]);
  });

  it('keeps a source’s event from the one workflow that has used up its own, and counts nothing for it', () => {
    const [a, b] = WORKFLOWS.map((scope) => quota(scope, 1));
    const plan = new QuotaPlan([use(a!, 1), use(b!), use(tenant)], new Set());
    const event = anEvent([
      [tenant, a!],
      [tenant, b!],
    ]);
    expect(plan.admit([event])).toBeNull();
    expect([...plan.over.keys()]).toEqual([event.executions[0]]);
    expect(plan.admit([anEvent([[tenant]]), anEvent([[tenant]])])).toBeNull(); // one of the tenant's three was used
  });

  it('refuses a delivery to a workflow’s own hook when its quota is used up', () => {
    const own = quota(WORKFLOWS[0]!, 1);
    const plan = new QuotaPlan([use(own, 1)], new Set());
    expect(plan.admit([anEvent([[own]], { source: null })])).toMatchObject({ scope: WORKFLOWS[0] });
    expect([plan.fresh, plan.over.size]).toEqual([[], 0]);
  });

  it('never lets more in than any quota has, and refuses nobody for whom there is room', () => {
    const quotas = [tenant, ...WORKFLOWS.map((scope) => quota(scope, 2)), quota('instance', 5, 'month')];
    const execution = fc.subarray(quotas);
    const event = fc.record({
      quotas: fc.array(execution, { maxLength: 3 }),
      key: fc.constantFrom('', 'one', 'two'),
      source: fc.constantFrom('somewhere', null),
    });
    const deliveries = fc.array(fc.array(event, { minLength: 1, maxLength: 3 }), { maxLength: 12 });
    fc.assert(
      fc.property(deliveries, fc.array(fc.nat(6), { minLength: 4, maxLength: 4 }), (all, used) => {
        const plan = new QuotaPlan(
          quotas.map((one, index) => use(one, used[index])),
          new Set(),
        );
        for (const delivery of all) {
          const before = plan.fresh.length;
          const refused = plan.admit(delivery.map(({ quotas: some, ...parts }) => anEvent(some, parts)));
          expect(plan.fresh.length === before || refused === null).toBe(true);
        }
        const running = plan.fresh.flatMap(({ executions }) =>
          executions.filter((one) => !plan.over.has(one)),
        );
        for (const [index, one] of quotas.entries()) {
          const counted = running.filter((execution) =>
            execution.quotas.some((other) => quotaName(other) === quotaName(one)),
          );
          expect(counted.length).toBeLessThanOrEqual(Math.max(0, one.limit - used[index]!));
        }
      }),
    );
  });
});
