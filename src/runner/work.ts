import type { Claimed } from '../ledger/claimed.js';

/** A claimed execution in a worker's hands. */
export interface Work {
  readonly execution: Claimed;
  /** When this attempt started, in epoch milliseconds. */
  readonly startedAt: number;
  /** Aborted with LEASE_GONE or SHUTTING_DOWN. */
  readonly controller: AbortController;
  /** Makes the runner look at what was asked of the execution. */
  readonly look: () => void;
  /** Called by `look`; set by whoever runs the execution. */
  onLook: (() => void) | null;
}
