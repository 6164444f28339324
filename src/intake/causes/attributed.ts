import { type Cause, MOST_DEPTH } from '../../ledger/cause.js';
import type { NewEvent, NewExecution } from '../../ledger/record.js';

/** What becomes of an execution for an event of our own making. */
export type CausedOutcome = 'run' | 'avoided' | 'too_deep';

/** Whether a trigger of it wants to know where the event came from. */
export function asksForCause({ test, executions }: NewEvent): boolean {
  return !test && executions.some(({ reentry }) => reentry !== 'ignore');
}

export function outcomeOf({ reentry, workflowId }: NewExecution, { depth, lineage }: Cause): CausedOutcome {
  if (reentry === 'ignore') {
    return 'run';
  }
  if (reentry === 'avoid' && lineage.includes(workflowId)) {
    return 'avoided';
  }
  return depth > MOST_DEPTH ? 'too_deep' : 'run';
}

/** The event with its cause, without the executions that are avoided: it keeps their names. What is too deep is ended when it is taken up. */
export function attributed(event: NewEvent, cause: Cause): NewEvent {
  const avoided = event.executions.filter((one) => outcomeOf(one, cause) === 'avoided');
  return {
    ...event,
    cause,
    ...(avoided.length > 0 && {
      avoided: [...new Set(avoided.map(({ workflow }) => workflow))],
      executions: event.executions.filter((one) => !avoided.includes(one)),
    }),
  };
}
