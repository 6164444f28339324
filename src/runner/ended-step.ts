/** Steps in which an execution leaves its worker with nothing more to do or to record of its tasks. */
import type { Journey } from './journey.js';
import type { Doomed, SettleStep } from './step.js';
import { WalkState } from './walk-state.js';

export function endedStep(
  journey: Journey | Doomed,
  end: Pick<SettleStep, 'settlement' | 'burial'>,
): SettleStep {
  return {
    journey,
    state: WalkState.of([]),
    own: null,
    calls: [],
    running: new Set(),
    unwanted: [],
    ...end,
  };
}

/** Whether the execution could be loaded. */
export function isJourney(journey: Journey | Doomed): journey is Journey {
  return journey.workflow !== undefined;
}
