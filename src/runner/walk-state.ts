import type { AuditRecord } from '../actions/action.js';
import type { NewApproval } from '../ledger/approval.repository.js';
import type { NewSubflow } from '../ledger/subflow.repository.js';
import type { TaskRun } from '../ledger/task-run.js';
import { bytesOf, type TruncatedOutput } from '../ledger/truncated-output.js';
import type { RetryClass } from '../recovery/retry-policy.js';
import type { Match, NewWait, WaitKey } from '../ledger/wait.repository.js';
import { standingOf } from './flow/standing.js';
import { iterationOf } from './iteration.js';

/** Rounds of a loop that are behind us. */
interface Passed {
  readonly taskIds: readonly string[];
  readonly outer: number;
  readonly from: number;
  readonly to: number;
}

/** What all forks of a state share. */
interface Kept {
  /** Committed runs. */
  readonly known: Map<string, TaskRun>;
  /** Every committed run is among them. */
  whole: boolean;
  readonly memo: Map<string, unknown>;
}

/** What goes with a commit besides the runs, and what is to be told once it is committed. */
export interface Notes {
  /** Executions that are started with it. */
  readonly opens: NewSubflow[];
  /** Executions that are ended with it, for nobody waits for them any more. */
  readonly cancels: string[];
  /** Waits for events that begin with it, and that are over. */
  readonly waits: NewWait[];
  readonly waitsOver: WaitKey[];
  /** Events that are not what was waited for. */
  readonly passedOver: Match[];
  /** Approvals that are asked for, and, by id, those that are over. */
  readonly approvals: NewApproval[];
  readonly approvalsOver: string[];
  /** Approvals that are asked for, for the workflow came to its blast radius. */
  readonly reached: string[];
  /** `taskId` null: about the execution itself. */
  readonly audit: (AuditRecord & { readonly taskId: string | null })[];
  /** Lines of `log` tasks, for stdout. */
  readonly log: { readonly taskId: string; readonly message: string }[];
  /** Tries that will be repeated, by class. */
  readonly retries: RetryClass[];
}

export function keyOf(taskId: string, iteration: number): string {
  return iteration === 0 ? taskId : `${taskId}#${iteration}`;
}

/**
 * The task runs of one execution: those that are committed, and those that wait for the next commit. A walk works on a
 * fork of its own, so that a batch may be tried again; what was committed is shared by all forks and only ever grows.
 */
export class WalkState {
  /** Bytes of the outputs that were kept. */
  private spent = 0;

  private constructor(
    private readonly kept: Kept,
    private readonly fresh: Map<string, TaskRun>,
    private readonly passed: Passed[],
    readonly notes: Notes,
    /** What somebody asked of the execution while it runs. */
    readonly halt: 'cancel' | 'pause' | null,
  ) {}

  /** `whole`: the execution has no other runs. */
  static of(runs: readonly TaskRun[], whole = false): WalkState {
    const known = new Map(runs.map((run) => [keyOf(run.taskId, run.iteration), run]));
    const kept = { known, whole, memo: new Map() };
    const spent = runs.reduce((sum, run) => sum + bytesKept(run), 0);
    return new WalkState(kept, new Map(), [], noNotes(), null).having(spent);
  }

  fork(halt = this.halt): WalkState {
    const { opens, cancels, waits, waitsOver, passedOver, audit, log, retries } = this.notes;
    const notes = {
      reached: [...this.notes.reached],
      approvals: [...this.notes.approvals],
      approvalsOver: [...this.notes.approvalsOver],
      opens: [...opens],
      cancels: [...cancels],
      waits: [...waits],
      waitsOver: [...waitsOver],
      passedOver: [...passedOver],
      audit: [...audit],
      log: [...log],
      retries: [...retries],
    };
    return new WalkState(this.kept, new Map(this.fresh), [...this.passed], notes, halt).having(this.spent);
  }

  /** What was worked out once and follows from what is known, such as the values of a loop. */
  get memo(): Map<string, unknown> {
    return this.kept.memo;
  }

  find(taskId: string, iteration: number): TaskRun | undefined {
    const key = keyOf(taskId, iteration);
    return this.fresh.get(key) ?? this.kept.known.get(key);
  }

  put(run: TaskRun): void {
    this.fresh.set(keyOf(run.taskId, run.iteration), run);
  }

  /** The output as it may be recorded: whole, or, where that is more than the execution may still keep, its size. */
  withinBudget(output: unknown, budget: number): unknown {
    const bytes = budget === Infinity ? 0 : bytesOf(output);
    if (this.spent + bytes > budget) {
      return { truncated: true, bytes } satisfies TruncatedOutput;
    }
    this.spent += bytes;
    return output;
  }

  /** Takes back an intent that was not committed. */
  drop(taskId: string, iteration: number): void {
    this.fresh.delete(keyOf(taskId, iteration));
  }

  /** Rounds behind a loop need not be kept once they are committed. */
  pass(rounds: Passed): void {
    this.passed.push(rounds);
  }

  /** Bytes of the outputs in rounds; 0 where nobody counts them. */
  bytesIn(rounds: Passed, budget: number): number {
    if (budget === Infinity) {
      return 0;
    }
    return runsIn(rounds).reduce((sum, { taskId, iteration }) => {
      const run = this.find(taskId, iteration);
      return sum + (run ? bytesKept(run) : 0);
    }, 0);
  }

  /** Runs that wait for a commit: those the ledger has no row of, and those it has. */
  unsaved(): { readonly added: TaskRun[]; readonly changed: TaskRun[] } {
    const [added, changed]: [TaskRun[], TaskRun[]] = [[], []];
    for (const [key, run] of this.fresh) {
      (this.kept.known.has(key) ? changed : added).push(run);
    }
    return { added, changed };
  }

  /** Every run of the execution; null: the ledger has others. */
  all(): TaskRun[] | null {
    return this.kept.whole ? [...new Map([...this.kept.known, ...this.fresh]).values()] : null;
  }

  /** Finished runs, the last one first. */
  finished(): TaskRun[] {
    return [...this.kept.known.values(), ...this.fresh.values()]
      .filter(({ status }) => status === 'succeeded')
      .toSorted(
        (one, other) =>
          other.finishedAt!.getTime() - one.finishedAt!.getTime() || other.position - one.position,
      );
  }

  /** What was unsaved is committed. To be called by whoever runs the execution, on the state of the step that was. */
  committed(): WalkState {
    for (const [key, run] of this.fresh) {
      this.kept.known.set(key, run);
    }
    this.passed.forEach((rounds) => this.forget(rounds));
    return new WalkState(this.kept, new Map(), [], noNotes(), this.halt).having(this.spent);
  }

  private having(spent: number): this {
    this.spent = spent;
    return this;
  }

  private forget(rounds: Passed): void {
    this.kept.whole = false;
    for (const { taskId, iteration } of runsIn(rounds)) {
      const key = keyOf(taskId, iteration);
      this.kept.known.delete(key);
      this.kept.memo.delete(key);
    }
  }
}

function runsIn({ taskIds, outer, from, to }: Passed): { taskId: string; iteration: number }[] {
  const iterations = Array.from({ length: to - from }, (_, index) => iterationOf(outer, from + index));
  return iterations.flatMap((iteration) => taskIds.map((taskId) => ({ taskId, iteration })));
}

/** Of a loop, those of its rounds too that are not held in memory any more. */
function bytesKept(run: TaskRun): number {
  return bytesOf(run.output) + (run.action === 'forEach' ? (standingOf(run)?.bytesBehind ?? 0) : 0);
}

const noNotes = (): Notes => ({
  opens: [],
  cancels: [],
  waits: [],
  waitsOver: [],
  passedOver: [],
  approvals: [],
  approvalsOver: [],
  reached: [],
  audit: [],
  log: [],
  retries: [],
});
