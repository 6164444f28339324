import { describe, expect, it } from 'vitest';
import type { Reentry } from '../ledger/cause.js';
import { causeOf } from './cause-of.js';

const caused = (depth: number, lineage: string[], reentry?: Reentry) => ({
  execution: { id: 'x', workflowId: 'w', triggerId: 't' },
  event: { depth, lineage },
  workflow: {
    triggers: [
      { definition: { id: 't', type: 'webhook', enabled: true, ...(reentry && { reentry }) } as const },
    ],
  },
});

describe('what an execution causes', () => {
  it('is one deeper than its event, and of its workflow besides those before it', () => {
    expect(causeOf(caused(0, []))).toEqual({ execution: 'x', depth: 1, lineage: ['w'] });
    expect(causeOf(caused(2, ['a', 'b']))).toEqual({ execution: 'x', depth: 3, lineage: ['a', 'b', 'w'] });
    expect(causeOf(caused(2, ['w', 'b'], 'allow'))).toMatchObject({ depth: 3, lineage: ['w', 'b'] });
  });

  it('counts anew where its trigger does not ask for causes', () => {
    expect(causeOf(caused(7, ['a', 'w'], 'ignore'))).toEqual({ execution: 'x', depth: 1, lineage: ['w'] });
  });
});
