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
