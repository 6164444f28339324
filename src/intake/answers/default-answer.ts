import type { FinalStatus } from '../../ledger/task-run.js';
import { type Answer, problem } from '../answer.js';
import type { ExecutionOutcome } from './outcome.js';

/** What is said of an execution that did not succeed: what became of it, and nothing of why. */
const UNSUCCESSFUL: Readonly<Record<Exclude<FinalStatus, 'succeeded'>, readonly [number, string, string]>> = {
  dead: [502, 'Bad Gateway', 'The workflow was run and failed'],
  cancelled: [409, 'Conflict', 'The execution was cancelled'],
  skipped: [422, 'Unprocessable Content', 'The execution was skipped: there was nothing it could be done to'],
  superseded: [409, 'Conflict', 'The execution was superseded by a newer event'],
};

/** The status of an answer that names none. */
export function defaultStatus(status: FinalStatus): number {
  return status === 'succeeded' ? 200 : UNSUCCESSFUL[status][0];
}

/** What a caller who waited is told where the workflow defines no response. */
export function defaultAnswer({ id, status, outputs }: ExecutionOutcome): Answer {
  if (status === 'succeeded') {
    return jsonAnswer(200, { execution: id, status, outputs });
  }
  const [code, title, detail] = UNSUCCESSFUL[status];
  return problem(code, title, detail, { headers: NO_STORE, members: { execution: id, outcome: status } });
}

const NO_STORE = { 'cache-control': 'no-store' };

export function jsonAnswer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const guarded = { 'content-type': 'application/json', 'x-content-type-options': 'nosniff', ...NO_STORE };
  return { status, headers: { ...guarded, ...headers }, body: JSON.stringify(body) };
}
