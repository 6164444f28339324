/** Where the bars of task runs stand on the time of their execution. */
import type { Execution, TaskRun } from './execution';

/** In milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** In percent of the span. */
export interface Bar {
  readonly left: number;
  readonly width: number;
}

/** A bar that is too short to be seen is this wide. */
const LEAST_WIDTH = 0.6;

type Times = Pick<TaskRun, 'startedAt' | 'finishedAt'>;

/** From its start, or when it was accepted, to the last thing that happened, or to now while it goes on. */
export function spanOf(
  execution: Pick<Execution, 'acceptedAt' | 'startedAt' | 'finishedAt'> & {
    readonly taskRuns: readonly Times[];
  },
  now: number,
): Span {
  const from = Date.parse(execution.startedAt ?? execution.acceptedAt);
  const end = execution.finishedAt === null ? now : Date.parse(execution.finishedAt);
  const to = execution.taskRuns.reduce(
    (last, { startedAt, finishedAt }) => Math.max(last, Date.parse(finishedAt ?? startedAt)),
    end,
  );
  return { from, to: Math.max(to, from) };
}

/** Whether it ran in the execution that this one repeats, and its output was taken over. */
export function isTakenOver({ finishedAt }: Times, of: Pick<Execution, 'replayOf' | 'acceptedAt'>): boolean {
  return of.replayOf !== null && finishedAt !== null && Date.parse(finishedAt) < Date.parse(of.acceptedAt);
}

/** A run that has not ended reaches to the end of the span. */
export function barOf({ startedAt, finishedAt }: Times, { from, to }: Span): Bar {
  const whole = to - from;
  if (whole <= 0) {
    return { left: 0, width: 100 };
  }
  const start = Math.max(0, Date.parse(startedAt) - from); // clocks differ
  const end = finishedAt === null ? whole : Date.parse(finishedAt) - from;
  const width = Math.min(100, Math.max(LEAST_WIDTH, ((end - start) / whole) * 100));
  return { left: Math.max(0, Math.min(100 - width, (start / whole) * 100)), width };
}

/** How a run is called in the URL: of a loop with its round. */
export function keyOfRun({ task, iteration }: Pick<TaskRun, 'task' | 'iteration'>): string {
  return `${task}:${iteration}`;
}

/** Rounds of loops are counted from 1. */
export function isLooped({ iteration }: Pick<TaskRun, 'iteration'>): boolean {
  return iteration > 0;
}

/** For a person: a task in a loop with its round. */
export function nameOfRun(run: Pick<TaskRun, 'task' | 'iteration'>): string {
  return isLooped(run) ? `${run.task} #${run.iteration}` : run.task;
}
