import type { TaskError } from '../ledger/task-run.js';

/** Why an execution was given up on. */
export const BURIAL_REASONS = [
  'permanent',
  'exhausted',
  'unexpected',
  'poison',
  'concurrency',
  'quota',
  'invalid_document',
] as const;
export type BurialReason = (typeof BURIAL_REASONS)[number];

/** What is written when an execution is buried. */
export interface Burial {
  readonly executionId: string;
  readonly taskId: string | null;
  readonly reason: BurialReason;
  readonly error: TaskError;
  readonly fingerprint: string;
  readonly attempts: number;
}
