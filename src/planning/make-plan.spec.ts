import { describe, expect, it } from 'vitest';
import { builtInActions } from '../actions/built-in-actions.js';
import { createActionRegistry } from '../actions/registry.js';
import { MOST_DEPTH, type Reentry } from '../ledger/cause.js';
import { compileWorkflow } from '../workflow/compile.js';
import { parseWorkflow } from '../workflow/parse.js';
import { storedEvent } from './given-event.js';
import { makePlan } from './make-plan.js';
import type { Plan } from './plan.js';
import { SubjectOrder } from './subject-order.js';
import { CLOSED_TOKENS, CLOSED_WAY } from './withheld-call.js';

const actions = createActionRegistry(builtInActions(CLOSED_WAY, CLOSED_TOKENS));
const NOW = new Date('2026-11-25T00:00:00Z');

function compiled(trigger: object) {
  const triggers = [{ id: 'left', type: 'event', source: 'hr', events: ['user.left'], ...trigger }];
  const tasks = [{ id: 'x', type: 'log', message: 'm' }];
  const text = JSON.stringify({ id: 'leaver', namespace: 'acme', triggers, tasks });
  const { document, faults } = parseWorkflow(text, { catalog: actions });
  expect(faults).toEqual([]);
  return compileWorkflow(document!);
}

describe('a plan for an event of our own making', () => {
  const plan = (reentry: Reentry, depth: number, lineage: readonly string[]): Promise<Plan> => {
    const event = { ...storedEvent({ source: 'hr', type: 'user.left' }, NOW), cause: 'x', depth, lineage };
    const world = {
      actions,
      directories: new Map(),
      findUser: () => Promise.resolve(null),
      now: NOW,
      surroundings: () => Promise.resolve({ variables: {}, secrets: new Map(), subflows: new Map() }),
    };
    const place = { tenant: 'main', environment: 'production', workflowId: 'w', revision: 1 };
    return makePlan({ ...place, workflow: compiled({ reentry }), event }, world);
  };

  it('is none where the workflow caused it, unless its trigger takes such', async () => {
    expect(await plan('avoid', 1, ['w'])).toMatchObject({
      status: 'unmatched',
      trigger: null,
      reason: 'the workflow caused the event itself',
    });
    for (const [reentry, lineage] of [
      ['avoid', ['other']],
      ['allow', ['w']],
      ['ignore', ['w']],
    ] as const) {
      expect(await plan(reentry, 1, lineage)).toMatchObject({ trigger: 'left' });
    }
  });

  it('ends too deep where the execution would', async () => {
    const deeper = MOST_DEPTH + 1;
    expect(await plan('allow', deeper, ['w'])).toMatchObject({
      status: 'skipped',
      reason: 'too_deep',
      tasks: [],
    });
    expect((await plan('allow', MOST_DEPTH, ['w'])).reason).not.toBe('too_deep');
    expect((await plan('ignore', deeper, ['w'])).reason).not.toBe('too_deep');
  });
});

describe('the order of events in a backtest', () => {
  const workflow = compiled({ order: 'latest' });
  const planned = { trigger: 'left', status: 'succeeded', reason: null, tasks: [] } as unknown as Plan;
  const event = (subject: string | undefined, time: string) =>
    storedEvent({ source: 'hr', type: 'user.left', subject, time }, NOW);

  it('is asked for by the trigger, and goes by subject', () => {
    const order = new SubjectOrder();
    const statuses = [
      event('ada', '2026-11-02T00:00:00Z'),
      event('ada', '2026-11-01T00:00:00Z'),
      event('bea', '2026-11-01T00:00:00Z'),
      event('ada', '2026-11-02T00:00:00Z'),
      event('ada', '2026-11-03T00:00:00Z'),
      event(undefined, '2026-11-01T00:00:00Z'),
    ].map((one) => order.apply(workflow, one, planned).status);
    expect(statuses).toEqual(['succeeded', 'superseded', 'succeeded', 'succeeded', 'succeeded', 'succeeded']);
    const later = event('ada', '2026-11-01T00:00:00Z');
    expect(order.apply(compiled({}), later, planned).status).toBe('succeeded');
  });
});
