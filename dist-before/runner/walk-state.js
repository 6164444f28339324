import { bytesOf } from '../ledger/truncated-output.js';
import { standingOf } from './flow/standing.js';
import { iterationOf } from './iteration.js';
export function keyOf(taskId, iteration) {
    return iteration === 0 ? taskId : `${taskId}#${iteration}`;
}
/**
 * The task runs of one execution: those that are committed, and those that wait for the next commit. A walk works on a
 * fork of its own, so that a batch may be tried again; what was committed is shared by all forks and only ever grows.
 */
export class WalkState {
    kept;
    fresh;
    passed;
    notes;
    halt;
    /** Bytes of the outputs that were kept. */
    spent = 0;
    constructor(kept, fresh, passed, notes, 
    /** What somebody asked of the execution while it runs. */
    halt) {
        this.kept = kept;
        this.fresh = fresh;
        this.passed = passed;
        this.notes = notes;
        this.halt = halt;
    }
    static of(runs) {
        const known = new Map(runs.map((run) => [keyOf(run.taskId, run.iteration), run]));
        const kept = { known, memo: new Map() };
        const spent = runs.reduce((sum, run) => sum + bytesKept(run), 0);
        return new WalkState(kept, new Map(), [], noNotes(), null).having(spent);
    }
    fork(halt = this.halt) {
        const { opens, cancels, waits, waitsOver, passedOver, audit, log, retries } = this.notes;
        const notes = {
            reached: [...this.notes.reached],
            approvals: [...this.notes.approvals],
            approvalsOver: [...this.notes.approvalsOver],
            opens: [...opens],
            cancels: [...cancels],
            waits: [...waits],
            waitsOver: [...waitsOver],
            passedOver: [...passedOver],
            audit: [...audit],
            log: [...log],
            retries: [...retries],
        };
        return new WalkState(this.kept, new Map(this.fresh), [...this.passed], notes, halt).having(this.spent);
    }
    /** What was worked out once and follows from what is known, such as the values of a loop. */
    get memo() {
        return this.kept.memo;
    }
    find(taskId, iteration) {
        const key = keyOf(taskId, iteration);
        return this.fresh.get(key) ?? this.kept.known.get(key);
    }
    put(run) {
        this.fresh.set(keyOf(run.taskId, run.iteration), run);
    }
    /** The output as it may be recorded: whole, or, where that is more than the execution may still keep, its size. */
    withinBudget(output, budget) {
        const bytes = budget === Infinity ? 0 : bytesOf(output);
        if (this.spent + bytes > budget) {
            return { truncated: true, bytes };
        }
        this.spent += bytes;
        return output;
    }
    /** Takes back an intent that was not committed. */
    drop(taskId, iteration) {
        this.fresh.delete(keyOf(taskId, iteration));
    }
    /** Rounds behind a loop need not be kept once they are committed. */
    pass(rounds) {
        this.passed.push(rounds);
    }
    /** Bytes of the outputs in rounds; 0 where nobody counts them. */
    bytesIn(rounds, budget) {
        if (budget === Infinity) {
            return 0;
        }
        return runsIn(rounds).reduce((sum, { taskId, iteration }) => {
            const run = this.find(taskId, iteration);
            return sum + (run ? bytesKept(run) : 0);
        }, 0);
    }
    /** Runs that wait for a commit: those the ledger has no row of, and those it has. */
    unsaved() {
        const [added, changed] = [[], []];
        for (const [key, run] of this.fresh) {
            (this.kept.known.has(key) ? changed : added).push(run);
        }
        return { added, changed };
    }
    /** Finished runs, the last one first. */
    finished() {
        return [...this.kept.known.values(), ...this.fresh.values()]
            .filter(({ status }) => status === 'succeeded')
            .toSorted((one, other) => other.finishedAt.getTime() - one.finishedAt.getTime() || other.position - one.position);
    }
    /** What was unsaved is committed. To be called by whoever runs the execution, on the state of the step that was. */
    committed() {
        for (const [key, run] of this.fresh) {
            this.kept.known.set(key, run);
        }
        this.passed.forEach((rounds) => this.forget(rounds));
        return new WalkState(this.kept, new Map(), [], noNotes(), this.halt).having(this.spent);
    }
    having(spent) {
        this.spent = spent;
        return this;
    }
    forget(rounds) {
        for (const { taskId, iteration } of runsIn(rounds)) {
            const key = keyOf(taskId, iteration);
            this.kept.known.delete(key);
            this.kept.memo.delete(key);
        }
    }
}
function runsIn({ taskIds, outer, from, to }) {
    const iterations = Array.from({ length: to - from }, (_, index) => iterationOf(outer, from + index));
    return iterations.flatMap((iteration) => taskIds.map((taskId) => ({ taskId, iteration })));
}
/** Of a loop, those of its rounds too that are not held in memory any more. */
function bytesKept(run) {
    return bytesOf(run.output) + (run.action === 'forEach' ? (standingOf(run)?.bytesBehind ?? 0) : 0);
}
const noNotes = () => ({
    opens: [],
    cancels: [],
    waits: [],
    waitsOver: [],
    passedOver: [],
    approvals: [],
    approvalsOver: [],
    reached: [],
    audit: [],
    log: [],
    retries: [],
});
//# sourceMappingURL=walk-state.js.map