/** What a drill saw, hop by hop. Pure. */
import type { DoorAnswer } from '../../intake/own-door.js';
import type { Progress } from '../../ledger/drill.view.js';

/** In the order of the way. */
export const HOPS = ['signed', 'accepted', 'committed', 'claimed', 'settled', 'audited'] as const;
export type HopName = (typeof HOPS)[number];

export interface Hop {
  readonly hop: HopName;
  readonly status: 'ok' | 'failed' | 'not_reached';
  /** Milliseconds since the hop before; null where it was not reached. */
  readonly ms: number | null;
  /** What is wrong, and what to do; null where nothing is. */
  readonly todo: string | null;
}

/** What is known of a drill when it ends. Times in milliseconds. */
export interface Drilled {
  /** Null where it could not be signed. */
  readonly signedMs: number | null;
  readonly acceptedMs: number;
  /** What the door said last; null: it did not answer. */
  readonly answer: DoorAnswer | null;
  readonly progress: Progress | null;
  readonly waitedMs: number;
}

const isAccepted = ({ answer }: Drilled): boolean => answer?.status === 202 && answer.execution !== undefined;

/** Hops until the first that failed, which says what to do; those behind it are not reached. */
export function hopsOf(drilled: Drilled): Hop[] {
  const { signedMs, acceptedMs, progress } = drilled;
  const reached: Partial<Record<HopName, number>> = signedMs === null ? {} : { signed: signedMs };
  if (isAccepted(drilled)) {
    reached.accepted = acceptedMs;
  }
  if (progress) {
    reached.committed = 0;
    const claimed = between(progress.committedAt, progress.claimedAt);
    const settled = between(progress.claimedAt, progress.settledAt);
    const audited = between(progress.settledAt, progress.auditedAt);
    Object.assign(reached, claimed !== null && { claimed });
    Object.assign(reached, settled !== null && progress.status === 'succeeded' && { settled });
    Object.assign(reached, audited !== null && progress.status === 'succeeded' && { audited });
  }
  const broken = HOPS.find((hop) => reached[hop] === undefined);
  const behind = broken === undefined ? HOPS.length : HOPS.indexOf(broken);
  return HOPS.map((hop, index) => {
    if (index < behind) {
      return { hop, status: 'ok', ms: reached[hop] ?? 0, todo: null };
    }
    return index === behind
      ? { hop, status: 'failed', ms: null, todo: todoOf(hop, drilled) }
      : { hop, status: 'not_reached', ms: null, todo: null };
  });
}

function between(from: Date | null, to: Date | null): number | null {
  return from === null || to === null ? null : Math.max(0, to.getTime() - from.getTime());
}

function todoOf(hop: HopName, { answer, progress, waitedMs }: Drilled): string {
  const within = `within ${Math.round(waitedMs / 1000)} s`;
  switch (hop) {
    case 'signed':
      return 'the source of drills proves its sender in another way: delete the source, and drill again';
    case 'accepted':
      return answer === null
        ? `the door did not answer ${within}: look at the log of this process`
        : `the door answered ${answer.status}: the deliveries of the source of drills say why; 503 means that Postgres was not reached`;
    case 'committed':
      return 'the door said 202 and the ledger does not show it: is another database behind the door?';
    case 'claimed':
      return `no worker took it ${within}: does a process with ROLE worker or all run, ready, on this database, with room?`;
    case 'settled':
      return progress?.settledAt
        ? `it ended ${progress.status}: look at the execution`
        : `a worker took it and did not end it ${within}: look at the worker's log for the execution`;
    case 'audited':
      return 'it ended without its audit entry: keep the database as it is, and tell us';
  }
}
