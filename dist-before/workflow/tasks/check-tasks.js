/** What a JSON Schema cannot say about tasks. */
import { checkLength, DAY_MS } from '../check-length.js';
import { parseInstant } from '../instant.js';
import { checkParameters } from '../parameters/check-parameters.js';
import { rawMap, rawText } from '../raw.js';
import { retryPolicy } from '../retry.js';
import { FLOW_TYPES } from './flow-schema.js';
import { undoId } from './normalise-task.js';
import { blockAt, blocksBelow, everyTaskOf, ROOT_BLOCKS } from './raw-tasks.js';
/** Longest that one try of a task may take. */
export const MAX_TASK_TIMEOUT_MS = DAY_MS;
const MAX_INTERVAL_MS = DAY_MS;
const MAX_RETRY_MS = 30 * DAY_MS;
/** Longest that anything is waited for. */
const MAX_WAIT_MS = 366 * DAY_MS;
const MOST_TASKS = 500;
/** Loops inside each other; the inner ones of more go into a workflow of their own. */
const MOST_LOOPS = 2;
const DEEPEST = 12;
export function checkTasks(document, report) {
    const tasks = everyTaskOf(document);
    checkUnique(tasks, report);
    if (tasks.length > MOST_TASKS) {
        report.fault('/tasks', `a workflow has at most ${MOST_TASKS} tasks, this one has ${tasks.length}`, {
            atKey: true,
        });
    }
    for (const { task, place } of tasks) {
        if (task['type'] === 'wait') {
            checkWait(task, place, report);
        }
        else if (task['type'] === 'approval') {
            checkParameters(task, place, report, 'fields');
            checkLength(task['expires'], `${place}/expires`, MAX_WAIT_MS, report);
            checkLength(task['reminder'], `${place}/reminder`, MAX_WAIT_MS, report);
        }
        else if (!FLOW_TYPES.includes(String(task['type']))) {
            checkLength(task['timeout'], `${place}/timeout`, MAX_TASK_TIMEOUT_MS, report);
            checkRetry(task['retry'], `${place}/retry`, report);
        }
    }
    for (const name of ROOT_BLOCKS) {
        checkDepth(blockAt(document, name), { deep: 1, loops: 0 }, report);
    }
    if (document['compensate'] === true && !tasks.some(({ task }) => task['undo'] !== undefined)) {
        report.warn('/compensate', 'no task says how it is undone');
    }
}
function checkUnique(tasks, report) {
    const seen = new Set(tasks.flatMap(({ task }) => undoIdOf(task) ?? []));
    for (const { task, place } of tasks) {
        const id = rawText(task['id']);
        if (id !== undefined && seen.has(id)) {
            report.fault(`${place}/id`, `'${id}' is already the id of another of the tasks`);
        }
        seen.add(id ?? '');
    }
}
/** Of an undo that is not given one. */
function undoIdOf(task) {
    const isUnnamed = task['undo'] !== undefined && rawMap(task['undo'])['id'] === undefined;
    return isUnnamed ? undoId(String(task['id'])) : undefined;
}
function checkWait(task, place, report) {
    const named = ['for', 'until', 'event'].filter((name) => task[name] !== undefined);
    if (named.length !== 1) {
        report.fault(place, 'give one of for, until and event', { atKey: true });
    }
    if (task['event'] === undefined && (task['timeout'] !== undefined || task['onTimeout'] !== undefined)) {
        report.fault(place, 'timeout and onTimeout are for the wait for an event', { atKey: true });
    }
    const until = rawText(task['until']);
    if (until !== undefined && !until.includes('{{') && !parseInstant(until)) {
        report.fault(`${place}/until`, 'must be an instant with its zone, such as 2026-01-31T12:00:00Z');
    }
    checkLength(task['for'], `${place}/for`, MAX_WAIT_MS, report);
    checkLength(task['timeout'], `${place}/timeout`, MAX_WAIT_MS, report);
}
function checkDepth(block, at, report) {
    for (const one of block) {
        const loops = at.loops + (one.task['type'] === 'forEach' ? 1 : 0);
        if (loops > MOST_LOOPS) {
            report.fault(one.place, `loops stand at most ${MOST_LOOPS} deep: put this one into a workflow of its own`, {
                atKey: true,
            });
        }
        else if (at.deep > DEEPEST) {
            report.fault(one.place, `tasks stand at most ${DEEPEST} deep`, { atKey: true });
        }
        else {
            if (loops > 0 && one.task['undo'] !== undefined) {
                report.fault(`${one.place}/undo`, 'what a loop did cannot be undone task by task');
            }
            blocksBelow(one).forEach((below) => checkDepth(below, { deep: at.deep + 1, loops }, report));
        }
    }
}
function checkRetry(value, place, report) {
    const retry = rawMap(value);
    checkLength(retry['interval'], `${place}/interval`, MAX_INTERVAL_MS, report);
    checkLength(retry['maxInterval'], `${place}/maxInterval`, MAX_INTERVAL_MS, report);
    checkLength(retry['maxDuration'], `${place}/maxDuration`, MAX_RETRY_MS, report);
    const { intervalMs, maxIntervalMs } = retryPolicy(retry);
    if (retry['maxInterval'] !== undefined && maxIntervalMs < intervalMs) {
        report.fault(`${place}/maxInterval`, `must not be shorter than interval (${intervalMs / 1000}s)`);
    }
}
//# sourceMappingURL=check-tasks.js.map