import { newId } from '../../config/clock.js';
import { TaskFailed } from '../../errors/errors.js';
import { runWith } from '../new-run.js';
import { redact } from '../redact.js';
import { askedIn } from './approval-record.js';
import { conclude } from './conclude.js';
import { capped, lengthOf } from './wait.js';
/** A person is not reminded more often. */
const SHORTEST_REMINDER_MS = 60_000;
const LONGEST_MESSAGE = 4000;
/** Asks for a decision with the commit that records this. Throws ExpressionFailed. */
export function beginApproval(walk, task, { run, scope }) {
    const { roles, tokens, link, outcomes, fields } = task.definition;
    const { namespace, id: workflow } = walk.journey.workflow.document;
    const { executionId, taskId, iteration } = run;
    const id = newId();
    const now = run.firstStartedAt;
    const expiresAt = capped(now.getTime() + lengthOf(task, task.expires, scope), now);
    const { recorded } = task.message.render(scope);
    const message = String(redact(walk.journey, recorded)).slice(0, LONGEST_MESSAGE);
    const { subject } = walk.journey.event;
    const place = { id, executionId, taskId, iteration, namespace, workflow, subject };
    const terms = { kind: 'task', message, outcomes, roles, tokens, link, fields, expiresAt };
    walk.state.notes.approvals.push({ ...place, ...terms });
    const output = { approval: id, expiresAt: expiresAt.toISOString() };
    return waitOn(walk, task, runWith(run, { status: 'waiting', output }), scope);
}
/** Goes on with the decision, or once there can be none any more. */
export function goOnApproval(walk, task, run, spot) {
    if (run.status === 'started') {
        return conclude(walk, task, run, walk.block(task.onExpiry, spot));
    }
    const { approval } = askedIn(run);
    const verdict = walk.journey.inbox.verdicts.get(approval);
    if (!verdict) {
        return run.dueAt.getTime() > walk.now().getTime() ? walk.waitFor(run) : remind(walk, task, run, spot);
    }
    walk.state.notes.approvalsOver.push(approval);
    const { status, outcome, fields, by, at } = verdict;
    if (status === 'decided') {
        return walk.succeed({ ...run, dueAt: null }, { approval, expired: false, outcome, fields, by, at: at.toISOString() });
    }
    const output = { approval, expired: true, outcome: null };
    const over = runWith(run, { status: 'started', dueAt: null, output });
    if (task.definition.onExpiry === undefined) {
        return walk.fail(task, over, new TaskFailed('nobody decided in time', { approval }));
    }
    return conclude(walk, task, over, walk.block(task.onExpiry, spot));
}
/** It is due, and open as far as is known: it expires with the next look, or somebody is to be reminded. */
function remind(walk, task, run, spot) {
    const { approval, expiresAt } = askedIn(run);
    if (new Date(expiresAt) <= walk.now()) {
        return walk.waitFor(run);
    }
    const message = `the approval ${approval} is still open, until ${expiresAt}`;
    const { subject } = walk.journey.event;
    const { taskId } = run;
    walk.state.notes.audit.push({
        verb: 'approval.remind',
        subject,
        message,
        taskId,
    });
    walk.state.notes.log.push({ taskId, message });
    return waitOn(walk, task, run, walk.scope(task, spot, run.firstStartedAt));
}
function waitOn(walk, task, run, scope) {
    const expiresAt = Date.parse(askedIn(run).expiresAt);
    const every = task.reminder
        ? Math.max(SHORTEST_REMINDER_MS, lengthOf(task, task.reminder, scope))
        : Infinity;
    const dueAt = new Date(Math.min(expiresAt, walk.now().getTime() + every));
    const waiting = runWith(run, { status: 'waiting', dueAt });
    walk.state.put(waiting);
    return walk.waitFor(waiting);
}
//# sourceMappingURL=approval.js.map