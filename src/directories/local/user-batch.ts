import { AppError } from '../../errors/app-error.js';
import { applyChange } from '../change.js';
import type { ChangeResult, DirectoryChange, DirectoryUser } from '../directory.js';
import { requireName } from '../storable.js';
import type { UserKey } from './user-row.js';

/** One change of one user of a built-in directory. */
export interface DirectoryRequest {
  readonly tenant: string;
  readonly directory: string;
  readonly change: DirectoryChange;
  /** The execution that asks for it. */
  readonly by?: string;
}

/** What became of one request: changes fail one by one, never the batch. */
export type DirectoryOutcome = ChangeResult | AppError;

/** All requests of a batch about one user, in their order. */
export interface UserTurn extends UserKey {
  /** Positions in the batch. */
  readonly positions: readonly number[];
}

/** One user before and after its turn; the same object when nothing changed. */
export interface PlayedTurn {
  readonly turn: UserTurn;
  readonly before: DirectoryUser | null;
  readonly after: DirectoryUser | null;
  /** Whose change was the last. */
  readonly by: string | null;
}

/** The changes of one transaction: which users they are about, and what came of each. */
export class UserBatch {
  private readonly outcomes: DirectoryOutcome[];

  constructor(private readonly requests: readonly DirectoryRequest[]) {
    this.outcomes = Array.from<DirectoryOutcome>({ length: requests.length });
  }

  /** One turn per user, sorted by key: every batch takes its locks in this order. Requests no table can hold fail here. */
  turns(): UserTurn[] {
    const turns = new Map<string, UserTurn & { positions: number[] }>();
    for (const [position, { tenant, directory, change }] of this.requests.entries()) {
      this.attempt(position, () => {
        const names = [requireName('tenant', tenant), requireName('directory', directory)];
        const key = [...names, requireName('user', change.user)].join('\0');
        const turn = turns.get(key) ?? { tenant, directory, id: change.user, positions: [] };
        turn.positions.push(position);
        turns.set(key, turn);
      });
    }
    return [...turns.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, turn]) => turn);
  }

  /** Applies a turn's changes one after the other. May be played again on another reading of the user. */
  play(turn: UserTurn, before: DirectoryUser | null): PlayedTurn {
    let user = before;
    let by: string | null = null;
    for (const position of turn.positions) {
      this.attempt(position, () => {
        const request = this.requests[position]!;
        const result = applyChange(user, request.change);
        this.outcomes[position] = result;
        user = result.user;
        by = result.changed ? (request.by ?? null) : by;
      });
    }
    return { turn, before, after: user, by };
  }

  /** Every request of a turn ends with this error. */
  fail(turn: UserTurn, error: AppError): void {
    for (const position of turn.positions) {
      this.outcomes[position] = error;
    }
  }

  /** One outcome per request, in the order of the requests. */
  results(): DirectoryOutcome[] {
    return this.outcomes;
  }

  private attempt(position: number, act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!(error instanceof AppError)) {
        throw error;
      }
      this.outcomes[position] = error;
    }
  }
}
