import type { AuditEntry } from '../audit/leaf.js';
import { newId } from '../config/clock.js';
import type { Reach } from '../ledger/reach.view.js';

/** Who decides over executions and letters, and how far they reach. */
export interface Resolver extends Reach {
  /** As the audit log names them: `token:ops`. */
  readonly actor: string;
}

/** What the audit log keeps of such a decision. */
export function entryOf(
  by: Resolver,
  verb: string,
  subject: string | null,
  executionId: string,
  what: { readonly message: string; readonly details?: unknown },
): AuditEntry {
  return {
    id: newId(),
    tenant: by.tenant,
    at: new Date(),
    verb,
    actor: by.actor,
    subject,
    executionId,
    taskId: null,
    ...what,
  };
}
