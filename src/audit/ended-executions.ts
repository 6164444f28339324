import { newId } from '../config/clock.js';
import { groupBy } from '../config/group-by.js';
import type { EndedRecord } from '../ledger/execution-record.js';
import type { AuditEntry, Leaf } from './leaf.js';

/** Verb of entries that say which executions ended, and with which record. */
export const EXECUTION_END = 'execution.end';

const SIGNET = 'signet';

/** Whether the entry is one of those: a workflow may use the verb, but not under that name. */
export function isEndEntry({ verb, actor, execution }: Leaf): boolean {
  return verb === EXECUTION_END && actor === SIGNET && execution === null;
}

/** An entry for each workflow whose executions a transaction ended: whoever may see one of them may see them all. */
export function endEntries(ended: readonly EndedRecord[], at: Date): AuditEntry[] {
  const byWorkflow = groupBy(ended, ({ workflow }) => workflow);
  return [...byWorkflow.values()].map((executions) => ({
    id: newId(),
    tenant: executions[0]!.tenant,
    at,
    verb: EXECUTION_END,
    actor: SIGNET,
    subject: null,
    executionId: null,
    taskId: null,
    message: executions.length === 1 ? 'an execution ended' : `${executions.length} executions ended`,
    details: { executions: Object.fromEntries(executions.map(({ id, digest }) => [id, digest])) },
  }));
}

/** SHA-256 of records in base64, by execution, of the private part of such an entry. */
export function recordsIn(privateText: string): ReadonlyMap<string, string> {
  const { details } = JSON.parse(privateText) as { details?: { executions?: Record<string, string> } | null };
  return new Map(Object.entries(details?.executions ?? {}));
}
