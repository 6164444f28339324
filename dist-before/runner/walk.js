import { holds } from '../workflow/condition.js';
import { NOT_WANTED } from './call.js';
import { closeBlock } from './close-block.js';
import { compensate } from './compensate.js';
import { failedRun, SUBJECT_GONE } from './failure.js';
import { hasEnded } from './flow/conclude.js';
import { beginFlow, goOnFlow } from './flow/flow.js';
import { isHeld } from './held-task.js';
import { newRun, runWith } from './new-run.js';
import { performAction } from './perform-action.js';
import { redact } from './redact.js';
import { isNotBegun, notBegun, overAt } from './run-time.js';
import { taskScope } from './scope.js';
import { brokenOff, settle } from './settle.js';
import { OUTSIDE_LOOPS } from './spot.js';
import { keyOf } from './walk-state.js';
import { BLOCKED, DONE, RETURNED } from './went.js';
/**
 * Walks a revision's tasks from where `state` stands until something must be committed, called or waited for. Pure but
 * for the clock and the dice in `parts`: the same journey, state and news give the same step. Never throws.
 */
export function advance(journey, state, parts, news = {}) {
    try {
        return new Walk(journey, state.fork(), parts, news.running ?? NONE).step(news);
    }
    catch (error) {
        return brokenOff(journey, state, error);
    }
}
const NONE = new Set();
/** One walk through the tree of tasks; every task is asked anew how far it has come. */
class Walk {
    journey;
    state;
    parts;
    running;
    own = null;
    calls = [];
    unwanted = [];
    /** The failure of the execution, for its `errors` and `finally`. */
    failure = null;
    /** When the first of what is waited for is due, in epoch milliseconds, and of what is to be tried again. */
    dueAt = Infinity;
    retrying = null;
    awaited = [];
    hasMore = false;
    overAt;
    constructor(journey, state, parts, running) {
        this.journey = journey;
        this.state = state;
        this.parts = parts;
        this.running = running;
        this.overAt = overAt(journey);
    }
    step({ results = [], own }) {
        results.forEach((result) => this.takeResult(result));
        if (own) {
            this.takeChange(own.work, own.result);
        }
        const { journey, state, calls, unwanted } = this;
        const end = settle(this, this.toTheEnd());
        const starting = calls.map(({ run }) => keyOf(run.taskId, run.iteration));
        const running = starting.length === 0 ? this.running : new Set([...this.running, ...starting]);
        return { journey, state, own: this.own, calls, running, unwanted, ...end };
    }
    /** Something this worker does is not behind us yet. */
    get isBusy() {
        return this.hasMore || this.own !== null || this.calls.length > 0 || this.running.size > 0;
    }
    now() {
        return new Date(this.parts.now().getTime() + this.journey.execution.skewMs);
    }
    /** How far a block came: what follows a task begins when it is done. */
    block(tasks, spot) {
        for (const task of tasks) {
            const went = this.task(task, spot);
            if (went.kind !== 'done') {
                return went;
            }
        }
        return DONE;
    }
    /** The record of a failed try, and how far the task came with it. */
    fail(task, run, error, derived) {
        const at = { now: this.now(), random: this.parts.random, derived };
        const failed = failedRun(this.journey, task, run, error, at);
        this.state.put(failed.run);
        if (failed.retryClass !== null) {
            this.state.notes.retries.push(failed.retryClass);
        }
        return this.wentOf(task, failed.run);
    }
    succeed(run, result, audit = [], derived) {
        const whole = redact(this.journey, result ?? null, derived);
        const output = this.state.withinBudget(whole, this.outputBudget);
        this.state.put(runWith(run, { status: 'succeeded', finishedAt: this.now(), output }));
        for (const record of audit) {
            const entry = redact(this.journey, record, derived);
            this.state.notes.audit.push({ taskId: run.taskId, ...entry });
        }
        return DONE;
    }
    /** Nothing is to be done before `dueAt`. */
    waitFor(run) {
        this.dueAt = Math.min(this.dueAt, run.dueAt?.getTime() ?? Infinity);
        if (run.status === 'retrying') {
            this.retrying ??= run;
        }
        return BLOCKED;
    }
    goOn() {
        this.hasMore = true;
        return BLOCKED;
    }
    get outputBudget() {
        return this.parts.outputBudget;
    }
    isRunning(run) {
        return this.running.has(keyOf(run.taskId, run.iteration));
    }
    scope(task, spot, now) {
        return taskScope(this.journey, this.state, task, { spot, now, failure: this.failure });
    }
    /** The tasks, then what a failure asks for, then what always runs. */
    toTheEnd() {
        const { tasks, undos, errors, finally: last, document } = this.journey.workflow;
        const isCancelled = this.state.halt === 'cancel';
        const main = isCancelled
            ? closeBlock(this, [...tasks, ...undos, ...errors], OUTSIDE_LOOPS)
            : this.block(tasks, OUTSIDE_LOOPS);
        if (main.kind === 'blocked') {
            return main;
        }
        if (main.kind === 'failed') {
            this.failure = main.error;
            const undone = document.compensate === true ? compensate(this) : DONE;
            if (undone.kind === 'blocked' || this.block(errors, OUTSIDE_LOOPS).kind === 'blocked') {
                return BLOCKED;
            }
        }
        const end = this.block(last, OUTSIDE_LOOPS);
        return end.kind === 'blocked' || (end.kind === 'failed' && main.kind === 'done') ? end : main;
    }
    task(task, spot) {
        const run = this.state.find(task.id, spot.iteration);
        switch (run?.status) {
            case undefined:
                return this.begin(task, spot, undefined);
            case 'succeeded':
                return task.kind === 'return' || (task.kind !== 'action' && hasEnded(run)) ? RETURNED : DONE;
            case 'skipped':
            case 'cancelled':
                return DONE;
            case 'failed':
                return this.wentOf(task, run);
            case 'retrying':
                return run.dueAt.getTime() > this.now().getTime() ? this.waitFor(run) : this.begin(task, spot, run);
            case 'started':
            case 'waiting':
                if (task.kind !== 'action') {
                    return goOnFlow(this, task, run, spot);
                }
                if (isHeld(run)) {
                    return this.waitFor(run);
                }
                return this.isRunning(run) ? BLOCKED : this.begin(task, spot, run);
        }
    }
    begin(task, spot, earlier) {
        if (this.state.halt === 'pause') {
            return BLOCKED;
        }
        const run = newRun(this.journey, task, spot.iteration, earlier, this.now());
        if (this.isOver(task)) {
            return this.fail(task, run, notBegun(this.journey.timeoutMs));
        }
        try {
            const scope = this.scope(task, spot, run.firstStartedAt);
            if (task.if && !holds(task.if, scope)) {
                this.state.put(runWith(run, { status: 'skipped', finishedAt: this.now() }));
                return DONE;
            }
            return task.kind === 'action'
                ? performAction(this, task, run, scope)
                : beginFlow(this, task, { run, spot, scope });
        }
        catch (error) {
            return this.fail(task, run, error);
        }
    }
    /** The time of this attempt, for a task that is held to it. */
    isOver({ id }) {
        return (this.overAt !== Infinity &&
            this.journey.workflow.timed.has(id) &&
            this.parts.now().getTime() >= this.overAt);
    }
    wentOf(task, run) {
        if (run.status === 'retrying') {
            return this.waitFor(run);
        }
        if (task.definition.continueOnError === true && !isNotBegun(run.error)) {
            return DONE;
        }
        const { reason = null, of, ...plain } = run.error;
        if (reason === SUBJECT_GONE) {
            return { kind: 'ended', status: 'skipped', reason, error: plain };
        }
        const { taskId, attempt: attempts } = run;
        return { kind: 'failed', error: run.error, ...(of ?? { taskId, attempts }) };
    }
    takeResult(result) {
        const { task, run, derived } = result.work;
        if ('error' in result && result.error === NOT_WANTED) {
            this.state.put(runWith(run, { status: 'cancelled', finishedAt: this.now() }));
        }
        else if ('error' in result) {
            this.fail(task, run, result.error, derived);
        }
        else {
            this.keep(result.work, () => result.output);
        }
    }
    takeChange(work, result) {
        this.keep(work, () => {
            if (result instanceof Error) {
                throw result;
            }
            return work.effect.conclude(result);
        });
    }
    /** What cannot be kept as an output fails its task, which has a count of its tries. */
    keep({ task, run, derived }, output) {
        try {
            this.succeed(run, output(), [], derived);
        }
        catch (error) {
            this.fail(task, run, error, derived);
        }
    }
}
//# sourceMappingURL=walk.js.map