import { describe, expect, it } from 'vitest';
import { stepsOf } from './steps';

const NOTHING = { sources: [], workflows: [], executions: [], hasOlder: false };

describe('the steps to a first event', () => {
  it('are all to be done in a new installation', () => {
    expect(stepsOf(NOTHING)).toEqual({ source: false, workflow: false, event: false });
  });

  it('are not done by a drill, which makes a source and a workflow of its own', () => {
    const drilled = {
      sources: [{ name: 'signet-drill' }],
      workflows: [{ namespace: 'signet', id: 'drill' }],
      executions: [{ workflow: 'signet/drill' }],
      hasOlder: false,
    };
    expect(stepsOf(drilled)).toEqual({ source: false, workflow: false, event: false });
  });

  it('are done once each is there, also behind many drills', () => {
    const there = {
      sources: [{ name: 'signet-drill' }, { name: 'auth-platform' }],
      workflows: [{ namespace: 'acme', id: 'drill' }],
      executions: [{ workflow: 'signet/drill' }],
      hasOlder: true,
    };
    expect(stepsOf(there)).toEqual({ source: true, workflow: true, event: true });
    expect(stepsOf({ ...NOTHING, executions: [{ workflow: 'acme/welcome' }] }).event).toBe(true);
  });
});
