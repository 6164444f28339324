import { ExpressionFailed } from '../../errors/errors.js';
import { parseDuration } from '../../workflow/duration.js';
import { parseInstant } from '../../workflow/instant.js';
import { runWith } from '../new-run.js';
import { DONE } from '../went.js';
import { conclude } from './conclude.js';
import { awaitEvent, isInVain, takeEvent } from './wait-event.js';
/** Longest anything waits. */
const LONGEST_MS = 366 * 86_400_000;
export function beginWait(walk, task, { run, spot, scope }) {
    const dueAt = dueAtOf(task, scope, run.firstStartedAt);
    const waiting = runWith(run, { status: 'waiting', dueAt });
    if (task.definition.event) {
        awaitEvent(walk, task, run, scope);
    }
    walk.state.put(waiting);
    return goOnWait(walk, task, waiting, spot);
}
/** A wait fires once: its record says what it came to. */
export function goOnWait(walk, task, run, spot) {
    if (run.status === 'started') {
        return conclude(walk, task, run, walk.block(task.onTimeout, spot));
    }
    return task.definition.event ? goOnEvent(walk, task, run, spot) : goOnTime(walk, task, run);
}
function goOnTime(walk, task, run) {
    return run.dueAt.getTime() > walk.now().getTime()
        ? walk.waitFor(run)
        : conclude(walk, task, runWith(run, { status: 'started', dueAt: null, output: { timedOut: false } }), DONE);
}
function goOnEvent(walk, task, run, spot) {
    const taken = takeEvent(walk, task, run, spot);
    if (taken) {
        return taken;
    }
    if (!isInVain(walk, run)) {
        return walk.waitFor(run);
    }
    walk.state.notes.waitsOver.push(run);
    const over = runWith(run, { status: 'started', dueAt: null, output: { timedOut: true } });
    return conclude(walk, task, over, walk.block(task.onTimeout, spot));
}
function dueAtOf(task, scope, now) {
    const length = task.for ?? task.timeout;
    if (!task.until && !length) {
        return capped(Infinity, now);
    }
    const at = task.until
        ? instantOf(task, task.until, scope)
        : now.getTime() + lengthOf(task, length, scope, { mayBeOver: true });
    if (at > now.getTime() + LONGEST_MS) {
        throw new ExpressionFailed('nothing is waited for longer than 366 days', { task: task.id });
    }
    return new Date(at);
}
function instantOf(task, until, scope) {
    const text = until.render(scope).value;
    const at = typeof text === 'string' ? parseInstant(text) : undefined;
    if (!at) {
        throw new ExpressionFailed('until must be an instant, such as 2026-01-31T12:00:00Z', { task: task.id });
    }
    return at.getTime();
}
/** Milliseconds; with `mayBeOver` a length below nothing is nothing. Throws ExpressionFailed. */
export function lengthOf(task, template, scope, { mayBeOver = false } = {}) {
    const { value } = template.render(scope);
    const text = typeof value === 'string' ? value : '';
    const isOver = mayBeOver && text.startsWith('-');
    const ms = parseDuration(isOver ? text.slice(1) : text);
    if (ms === undefined) {
        throw new ExpressionFailed('a wait takes a length of time, such as 10s, 5m or 1d', { task: task.id });
    }
    return isOver ? 0 : ms;
}
export function capped(at, now) {
    return new Date(Math.min(at, now.getTime() + LONGEST_MS));
}
//# sourceMappingURL=wait.js.map