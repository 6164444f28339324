import type { Effect } from '../actions/action.js';
import type { Settlement, TaskRun } from '../ledger/task-run.js';
import type { Burial } from '../recovery/dead-letter.js';
import type { Journey, Progress } from './journey.js';

/** What a walk comes to next. */
export type Step = OwnStep | OutsideStep | SettleStep;

/** A change of our own tables: applied in the transaction that records it, and the walk goes on within. */
export interface OwnStep {
  readonly kind: 'own';
  readonly journey: Journey;
  readonly progress: Progress;
  readonly run: TaskRun;
  readonly effect: Extract<Effect, { kind: 'own' }>;
}

/** A call to somebody else: `progress.unsavedRuns` ends with its intent, which commits before the call. */
export interface OutsideStep {
  readonly kind: 'outside';
  readonly journey: Journey;
  readonly progress: Progress;
  readonly run: TaskRun;
  readonly effect: Extract<Effect, { kind: 'outside' }>;
}

/** The execution leaves this worker. */
export interface SettleStep {
  readonly kind: 'settle';
  /** Only the execution when it could not be loaded. */
  readonly journey: Journey | Doomed;
  readonly progress: Progress;
  readonly settlement: Settlement;
  readonly burial: Burial | null;
  /** Set when the settlement is a retry: which count it goes to. */
  readonly retryClass?: 'failure' | 'not_found_yet';
}

/** An execution that cannot be run at all. */
export interface Doomed {
  readonly execution: Journey['execution'];
  readonly workflow?: undefined;
}
