import { newId } from '../config/clock.js';
import type { EndedRecord } from '../ledger/execution-record.js';
import type { AuditEntry, Leaf } from './leaf.js';

/** Verb of entries that say what was erased of a person. */
export const SUBJECT_ERASE = 'subject.erase';

/** What one entry names at most, of either kind: it is read whole. */
const MOST = 250;

/** What an entry says was erased; it names nobody. */
export interface Erased {
  /** SHA-256 of what is left of executions' records, in base64, by execution. */
  readonly executions: ReadonlyMap<string, string>;
  /** Entries whose private part went. */
  readonly entries: readonly string[];
}

/** Whether the entry is one of those: a workflow may use the verb, but only in an execution. */
export function isEraseEntry({ verb, execution }: Leaf): boolean {
  return verb === SUBJECT_ERASE && execution === null;
}

export function erasedIn(privateText: string): Erased {
  const { details } = JSON.parse(privateText) as {
    details?: { executions?: Record<string, string>; entries?: string[] } | null;
  };
  return {
    executions: new Map(Object.entries(details?.executions ?? {})),
    entries: details?.entries ?? [],
  };
}

/** At least one, found by the subject's tag and without the subject. `records` are those of executions as they are left. */
export function eraseEntries(
  by: Pick<AuditEntry, 'tenant' | 'actor' | 'subject' | 'at'>,
  records: readonly EndedRecord[],
  entries: readonly string[],
): AuditEntry[] {
  const count = Math.max(1, Math.ceil(records.length / MOST), Math.ceil(entries.length / MOST));
  return Array.from({ length: count }, (_, index) => {
    const part = <T>(all: readonly T[]): T[] => all.slice(index * MOST, (index + 1) * MOST);
    return {
      ...by,
      id: newId(),
      verb: SUBJECT_ERASE,
      isNameless: true,
      executionId: null,
      taskId: null,
      message: 'what was held of a person was erased',
      details: {
        executions: Object.fromEntries(part(records).map(({ id, digest }) => [id, digest])),
        entries: part(entries),
      },
    };
  });
}

/** Objects of Signet's own, as entries are about them; what was done to them is not erased. */
const OWN_OBJECT =
  /^(approval|directory|environment|execution|hook|master_key|secret|source|tenant|token|variable|workflow):/;

export function isOwnObject(subject: string): boolean {
  return OWN_OBJECT.test(subject);
}
