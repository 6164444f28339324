/** Who may still be touched by a workflow that takes something away from users; pure, on what its lock guards. */
import { hash } from 'node:crypto';
import type { WaitKey } from './wait.repository.js';

/** Where users are counted. */
export interface RadiusPlace {
  readonly tenant: string;
  readonly workflowId: string;
  readonly environment: string;
}

/** A task that is about to take something away from a user. */
export interface RadiusAsk extends WaitKey {
  /** SHA-256 of directory and user, in hex. */
  readonly user: string;
  /** Users that are allowed within the window. */
  readonly limit: number;
}

/** How a place stands, once what has left the window is forgotten. */
export interface RadiusState {
  /** Users of the window. */
  readonly used: number;
  /** In place of an ask's own limit: somebody decided so. */
  readonly allowed: number | null;
  /** The approval that is asked for. */
  readonly question: string | null;
  readonly questionUntil: Date | null;
  /** Somebody said no, and the time for which it holds is not over. */
  readonly isRefused: boolean;
  /** Users among those asked for that are counted already. */
  readonly known: ReadonlySet<string>;
  /** What became of the approval that a task waited for, by `keyOfAsk`. */
  readonly holds: ReadonlyMap<string, RadiusHold>;
}

export interface RadiusHold {
  readonly approval: string;
  readonly status: 'open' | 'decided' | 'expired' | 'cancelled';
  readonly outcome: string | null;
  readonly by: string | null;
}

/** `pass`: it is counted, and begins. `hold`: it waits for the question. `refuse`: it fails. */
export type RadiusVerdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'hold' }
  | { readonly kind: 'refuse'; readonly why: string; readonly approval: string | null };

/** SHA-256 in hex: users of outside directories may have ids of any length, and they are nobody's business here. */
export function hashOfUser(directory: string, user: string): string {
  return hash('sha256', JSON.stringify([directory, user]));
}

export function keyOfAsk({ executionId, taskId, iteration }: WaitKey): string {
  return `${executionId}.${taskId}.${iteration}`;
}

/** One verdict for each ask, in their order: a user that is counted goes on counting once. */
export function judge(state: RadiusState, asks: readonly RadiusAsk[]): RadiusVerdict[] {
  const known = new Set(state.known);
  let { used } = state;
  let isAsked = state.question !== null;
  return asks.map((ask) => {
    const ended = refusalBy(state.holds.get(keyOfAsk(ask)));
    if (ended) {
      return ended;
    }
    if (known.has(ask.user)) {
      return PASS;
    }
    if (!isAsked && used < (state.allowed ?? ask.limit)) {
      used += 1;
      known.add(ask.user);
      return PASS;
    }
    if (!isAsked && state.isRefused) {
      return { kind: 'refuse', why: `${REACHED}, and somebody said no to more`, approval: null };
    }
    isAsked = true;
    return HOLD;
  });
}

const PASS: RadiusVerdict = { kind: 'pass' };
const HOLD: RadiusVerdict = { kind: 'hold' };
const REACHED = 'the blast radius of the workflow was reached';

function refusalBy(hold: RadiusHold | undefined): RadiusVerdict | null {
  if (hold?.status === 'decided' && hold.outcome !== 'approve') {
    return { kind: 'refuse', why: `${REACHED}, and ${hold.by} said no to more`, approval: hold.approval };
  }
  return hold?.status === 'expired'
    ? { kind: 'refuse', why: `${REACHED}, and nobody decided in time`, approval: hold.approval }
    : null;
}
