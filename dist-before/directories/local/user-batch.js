import { AppError } from '../../errors/app-error.js';
import { applyChange } from '../change.js';
import { requireName } from '../storable.js';
/** The changes of one transaction: which users they are about, and what came of each. */
export class UserBatch {
    requests;
    outcomes;
    constructor(requests) {
        this.requests = requests;
        this.outcomes = Array.from({ length: requests.length });
    }
    /** One turn per user, sorted by key: every batch takes its locks in this order. Requests no table can hold fail here. */
    turns() {
        const turns = new Map();
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
    play(turn, before) {
        let user = before;
        let by = null;
        for (const position of turn.positions) {
            this.attempt(position, () => {
                const request = this.requests[position];
                const result = applyChange(user, request.change);
                this.outcomes[position] = result;
                user = result.user;
                by = result.changed ? (request.by ?? null) : by;
            });
        }
        return { turn, before, after: user, by };
    }
    /** Every request of a turn ends with this error. */
    fail(turn, error) {
        for (const position of turn.positions) {
            this.outcomes[position] = error;
        }
    }
    /** One outcome per request, in the order of the requests. */
    results() {
        return this.outcomes;
    }
    attempt(position, act) {
        try {
            act();
        }
        catch (error) {
            if (!(error instanceof AppError)) {
                throw error;
            }
            this.outcomes[position] = error;
        }
    }
}
//# sourceMappingURL=user-batch.js.map