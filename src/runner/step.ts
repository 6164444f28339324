import type { Effect } from '../actions/action.js';
import type { Settlement, TaskRun } from '../ledger/task-run.js';
import type { Burial } from '../recovery/dead-letter.js';
import type { CompiledAction } from '../workflow/tasks/compiled-task.js';
import type { Journey } from './journey.js';
import type { WalkState } from './walk-state.js';

/** A task that is about to meet the world. */
export interface Work<Kind extends Effect['kind']> {
  readonly task: CompiledAction;
  readonly run: TaskRun;
  readonly effect: Extract<Effect, { kind: Kind }>;
  /** Texts in its input that were made of secrets, and credentials its call came to need. */
  readonly derived?: readonly string[];
}

/** A change of our own tables: applied in the transaction that records it, and the walk goes on within. */
export type OwnWork = Work<'own'>;
/** A call to somebody else: its intent is among the unsaved runs, and commits before the call. */
export type OutsideWork = Work<'outside'>;

export type RadiusWork = OwnWork | OutsideWork;

/** What a walk came to: records to commit, what to do then, and whether the execution leaves its worker. */
export interface Step {
  readonly journey: Journey;
  readonly state: WalkState;
  readonly own: OwnWork | null;
  /** To be made once the step is committed. */
  readonly calls: readonly OutsideWork[];
  /** Keys of calls that are under way or about to be. */
  readonly running: ReadonlySet<string>;
  /** Keys of calls under way that are not wanted any more. */
  readonly unwanted: readonly string[];
  /** Something can begin as soon as this is committed, whatever is under way. */
  readonly goesOn?: boolean;
  readonly settlement: Settlement | null;
  readonly burial: Burial | null;
}

/** The execution leaves this worker. */
export interface SettleStep extends Omit<Step, 'journey'> {
  /** Only the execution when it could not be loaded. */
  readonly journey: Journey | Doomed;
  readonly settlement: Settlement;
}

/** An execution that cannot be run at all. */
export interface Doomed {
  readonly execution: Journey['execution'];
  readonly workflow?: undefined;
}

/** What came of a call. */
export type CallResult =
  | { readonly work: OutsideWork; readonly output: unknown }
  | { readonly work: OutsideWork; readonly error: unknown };
