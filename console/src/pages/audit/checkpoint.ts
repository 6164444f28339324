/** The signed head of the log, as a note says it (C2SP tlog-checkpoint). */
import type { CheckpointModel } from '../../../../src/admin/audit/audit-log.dto.js';
import type { Wire } from '../../api/wire';

export type Checkpoint = Wire<CheckpointModel>;

/** Base64; its third line. */
export function rootOf(note: string): string {
  return note.split('\n')[2] ?? '';
}

/** A name for a file that says what it is about, of letters that every system takes. */
export function fileNameOf(about: string): string {
  return `signet-${about.replaceAll(/[^\w.-]+/g, '_').slice(0, 80)}.ndjson`;
}
