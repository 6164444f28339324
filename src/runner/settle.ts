import type { Settlement, TaskRun } from '../ledger/task-run.js';
import { buried, describeError } from './failure.js';
import type { Journey } from './journey.js';
import type { Step } from './step.js';
import type { WalkState } from './walk-state.js';
import type { Went } from './went.js';

/** How long nothing is asked at the most, in milliseconds: what one waits for says so itself, if nothing gets lost. */
const LONGEST_MS = 366 * 86_400_000;

/** A walk at its end. */
export interface Ending {
  readonly journey: Journey;
  readonly state: WalkState;
  /** Something this worker does is not behind us yet. */
  readonly isBusy: boolean;
  /** What is to be tried again, and when the first of what is waited for is due, in epoch milliseconds. */
  readonly retrying: TaskRun | null;
  readonly dueAt: number;
  /** Executions that are waited for. */
  readonly awaited: readonly string[];
  now(): Date;
}

/** Whether the execution leaves its worker with this, and how. */
export function settle(walk: Ending, end: Went): Pick<Step, 'settlement' | 'burial'> {
  if (end.kind === 'blocked') {
    return { settlement: walk.isBusy ? null : release(walk), burial: null };
  }
  if (walk.state.halt === 'cancel') {
    return { settlement: final('cancelled', 'asked'), burial: null };
  }
  switch (end.kind) {
    case 'done':
      return { settlement: final('succeeded', null), burial: null };
    case 'ended':
      return { settlement: { kind: 'final', ...withoutKind(end) }, burial: null };
    case 'failed':
      return buried(walk.journey, end.taskId, end.error, end.attempts);
  }
}

/**
 * The step of a walk that threw what nobody foresaw. The same walk would throw it again, after the same calls: so the
 * execution is given up on at once, and whatever stood before the walk is recorded with it.
 */
export function brokenOff(journey: Journey, state: WalkState, error: unknown): Step {
  const { attempt } = journey.execution;
  const end = buried(journey, null, { ...describeError(journey, error), reason: 'unexpected' }, attempt);
  return { journey, state: state.fork(), own: null, calls: [], running: new Set(), unwanted: [], ...end };
}

/** Back to the ledger until something is due. */
function release(walk: Ending): Settlement {
  const { retrying, dueAt } = walk;
  if (walk.state.halt === 'pause') {
    return { kind: 'pause' };
  }
  const delayMs = Math.min(LONGEST_MS, Math.max(0, dueAt - walk.now().getTime()));
  const awaited = walk.awaited.length > 0 && { awaited: walk.awaited };
  return retrying === null
    ? { kind: 'wait', delayMs, ...awaited }
    : { kind: 'retry', delayMs, error: retrying.error, ...awaited };
}

function final(status: 'succeeded' | 'cancelled', reason: string | null): Settlement {
  return { kind: 'final', status, reason, error: null };
}

function withoutKind({ status, reason, error }: Extract<Went, { kind: 'ended' }>): {
  status: typeof status;
  reason: typeof reason;
  error: typeof error;
} {
  return { status, reason, error };
}
