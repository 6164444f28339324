import type { ExecutionStatus } from '../../../../src/ledger/execution-query.view.js';

/** All that an execution can be, in the order of its life. */
export const EXECUTION_STATUSES = [
  'pending',
  'running',
  'retrying',
  'waiting',
  'paused',
  'succeeded',
  'dead',
  'cancelled',
  'skipped',
  'superseded',
] as const satisfies readonly ExecutionStatus[];

const FINAL: readonly string[] = EXECUTION_STATUSES.slice(EXECUTION_STATUSES.indexOf('succeeded'));

/** It has ended: the status does not change any more. */
export function isOver(status: string): boolean {
  return FINAL.includes(status);
}
