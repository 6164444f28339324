/** One execution as the API tells it. */
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { DeadLetterModel } from '../../../../src/admin/dead-letters/dead-letters.dto.js';
import type { CallbackModel } from '../../../../src/admin/executions/callbacks.dto.js';
import type {
  EventModel,
  ExecutionModel,
  TaskRunModel,
} from '../../../../src/admin/executions/executions.dto.js';
import { get } from '../../api/client';
import { api } from '../../api/paths';
import type { Wire } from '../../api/wire';
import { isOver } from './statuses';

export type TaskRun = Wire<TaskRunModel>;
export type ShownEvent = Wire<EventModel>;
export type DeadLetter = Wire<DeadLetterModel>;
export type Callback = Wire<CallbackModel>;

export interface Execution extends Wire<ExecutionModel> {
  /** Null once retention has dropped it. */
  readonly event: ShownEvent | null;
  readonly taskRuns: readonly TaskRun[];
  /** How many there are. */
  readonly auditEntries: number;
  readonly deadLetter?: DeadLetter;
  readonly callback?: Callback;
}

const LIVE_MS = 1000;
/** Of an execution with more task runs than `MANY`, and of a callback. */
const CALM_MS = 5000;
const MANY = 500;

/** Live while it may change by itself: until it has ended, and was called back where somebody asked for that. */
export const executionQuery = (id: string) =>
  queryOptions({
    queryKey: [api.execution(id)],
    queryFn: () => get<Execution>(api.execution(id)),
    refetchInterval: ({ state: { data } }) => (data === undefined ? false : refreshOf(data)),
  });

/** In milliseconds; false: it stays as it is. */
export function refreshOf({ status, callback, taskRuns }: Execution): number | false {
  if (!isOver(status)) {
    return taskRuns.length > MANY ? CALM_MS : LIVE_MS;
  }
  return callback && ['waiting', 'due'].includes(callback.status) ? CALM_MS : false;
}

/** After a deed: whatever shows executions or dead letters reads them again. */
export async function readAgain(queries: QueryClient, ids: readonly string[]): Promise<void> {
  const paths = [api.executions, api.deadLetters, api.auditEntries];
  const keys = [...paths, ...ids.flatMap((id) => [api.execution(id), api.deadLetter(id)])];
  await Promise.all(keys.map((key) => queries.invalidateQueries({ queryKey: [key] })));
}
