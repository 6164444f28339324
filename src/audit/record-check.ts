import { isDeepStrictEqual } from 'node:util';
import { digestOf } from '../ledger/execution-record.js';
import { recordsIn } from './ended-executions.js';

type Members = Readonly<Record<string, unknown>>;

/** An execution as it is shown to people. */
interface Shown extends Members {
  readonly taskRuns?: readonly Members[];
}

const OF_EXECUTION = [
  'id',
  'subject',
  'revision',
  'trigger',
  'environment',
  'test',
  'status',
  'reason',
  'error',
  'attempt',
  'replayOf',
] as const;
const OF_TASK_RUN = ['task', 'iteration', 'action', 'status', 'attempt', 'input', 'output', 'error'] as const;

const CHANGED = 'its record is not the one that went into the log';
const UNLISTED = 'no entry of the log says how it ended';
/** What is wrong with a record unless it was erased: then another entry says what is left. */
export const WRONG_UNLESS_ERASED: readonly string[] = [CHANGED, UNLISTED];

/** Holds records of executions against what entries of the audit log say of them. */
export class RecordCheck {
  private readonly listed = new Map<string, string>();
  private shown: Shown | null = null;
  /** Executions whose record is the one that went into the log. */
  same = 0;
  /** Those that ended and are not in the ledger any more. */
  gone = 0;
  /** Those that no entry names, for they ended before entries did. */
  unlisted = 0;

  /** Takes what an entry says of executions that ended. */
  list(privateText: string): void {
    for (const [id, digest] of recordsIn(privateText)) {
      this.listed.set(id, digest);
    }
  }

  /** The execution that the next record is of, as it is shown. */
  show(execution: unknown): void {
    this.shown = execution as Shown;
  }

  /** Takes a record, and says what is wrong with it; null: nothing is. Without a text there is none to look at. */
  take(id: string, text: string | null): string | null {
    const digest = this.listed.get(id);
    const shown = this.shown;
    this.listed.delete(id);
    this.shown = null;
    if (text === null) {
      this[digest === undefined ? 'unlisted' : 'gone'] += 1;
      return null;
    }
    if (digest === undefined) {
      return UNLISTED;
    }
    if (shown !== null && !saysSo(text, shown)) {
      return 'its record does not say what is shown of it';
    }
    if (!Buffer.from(digestOf(text)).equals(Buffer.from(digest))) {
      return CHANGED;
    }
    this.same += 1;
    return null;
  }

  /** Executions an entry named and nothing was said of since. */
  forgotten(): string[] {
    const ids = [...this.listed.keys()];
    this.listed.clear();
    return ids;
  }
}

function saysSo(text: string, shown: Shown): boolean {
  const [execution, ...taskRuns] = readLines(text) ?? [{}];
  const inOrder = (runs: readonly Members[]): unknown[] =>
    runs.map((run) => OF_TASK_RUN.map((name) => run[name])).toSorted(byTaskAndIteration);
  return isDeepStrictEqual(
    [OF_EXECUTION.map((name) => execution![name]), inOrder(taskRuns)],
    [OF_EXECUTION.map((name) => shown[name]), inOrder(shown.taskRuns ?? [])],
  );
}

function readLines(text: string): Members[] | null {
  try {
    return text.split('\n').map((line) => JSON.parse(line) as Members);
  } catch {
    return null;
  }
}

function byTaskAndIteration(
  [task, iteration]: readonly unknown[],
  [other, round]: readonly unknown[],
): number {
  return task === other ? Number(iteration) - Number(round) : String(task) < String(other) ? -1 : 1;
}
