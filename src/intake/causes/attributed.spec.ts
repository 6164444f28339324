import { describe, expect, it } from 'vitest';
import type { Cause, Reentry } from '../../ledger/cause.js';
import type { NewEvent, NewExecution } from '../../ledger/record.js';
import { asksForCause, attributed, outcomeOf } from './attributed.js';

const execution = (workflowId: string, reentry: Reentry): NewExecution =>
  ({ workflowId, reentry, workflow: `acme/${workflowId}` }) as NewExecution;
const event = (...executions: NewExecution[]): NewEvent =>
  ({ test: false, executions }) as unknown as NewEvent;
const cause = (depth: number, ...lineage: string[]): Cause => ({ execution: 'x', depth, lineage });

describe('an event of our own making', () => {
  it.each<[Reentry, number, 'run' | 'avoided' | 'too_deep']>([
    ['avoid', 1, 'avoided'],
    ['avoid', 4, 'avoided'],
    ['allow', 3, 'run'],
    ['allow', 4, 'too_deep'],
    ['ignore', 4, 'run'],
  ])('whose workflow says %s, at depth %i, is %s', (reentry, depth, outcome) => {
    expect(outcomeOf(execution('a', reentry), cause(depth, 'b', 'a'))).toBe(outcome);
  });

  it('runs a workflow that is not among its causes, down to the limit', () => {
    expect(outcomeOf(execution('c', 'avoid'), cause(3, 'a', 'b'))).toBe('run');
    expect(outcomeOf(execution('c', 'avoid'), cause(4, 'a', 'b'))).toBe('too_deep');
  });

  it('keeps its cause, and the names of those that are not run again', () => {
    const [a, b] = [execution('a', 'avoid'), execution('b', 'avoid')];
    expect(attributed(event(a, a, b), cause(1, 'a'))).toMatchObject({
      cause: cause(1, 'a'),
      avoided: ['acme/a'],
      executions: [b],
    });
    expect(attributed(event(b), cause(1, 'a'))).toEqual({ ...event(b), cause: cause(1, 'a') });
  });

  it('is not looked for where nobody asks, nor when a person tries something out', () => {
    expect(asksForCause(event())).toBe(false);
    expect(asksForCause(event(execution('a', 'ignore')))).toBe(false);
    expect(asksForCause({ ...event(execution('a', 'avoid')), test: true })).toBe(false);
    expect(asksForCause(event(execution('a', 'ignore'), execution('b', 'allow')))).toBe(true);
  });
});
