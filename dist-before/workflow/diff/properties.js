import { durationText } from '../duration.js';
import { rawMap } from '../raw.js';
export function workflowProperties(document) {
    const { description, labels, lane, concurrency, timeoutMs, limits, blastRadius, retentionMs, compensate, response, } = document;
    return leaves({
        description,
        labels: isFilledMap(labels) ? labels : undefined,
        lane,
        concurrency,
        timeout: lengthOf(timeoutMs),
        limits: withWindow(limits),
        blastRadius: radiusOf(blastRadius),
        retention: lengthOf(retentionMs),
        compensate,
        response,
    });
}
export function triggerProperties(trigger) {
    const { waitMs, limits, ...rest } = { waitMs: undefined, limits: undefined, ...trigger };
    return leaves({ ...rest, id: undefined, wait: lengthOf(waitMs), limits: withWindow(limits) });
}
/** Without the tasks in it. */
export function taskProperties(task) {
    return leaves(ownOf(task));
}
/** What a task is known by, and the blocks in it. */
const NOT_OWN = ['id', 'flow', 'onTrue', 'onFalse', 'cases', 'defaults', 'branches', 'tasks', 'onTimeout'];
function ownOf(task) {
    if (task.flow === undefined) {
        return actionOf(task);
    }
    return Object.fromEntries(Object.entries(task).filter(([name]) => !NOT_OWN.includes(name)));
}
function actionOf({ type, if: condition, continueOnError, ...own }) {
    const { input, retry, timeoutMs, undo } = own;
    return {
        type,
        if: condition,
        continueOnError,
        ...input,
        retry: retry && retryText(retry),
        timeout: lengthOf(timeoutMs),
        undo: undo && { id: undo.id, ...actionOf(undo) },
    };
}
/** A policy in words. */
export function retryText(policy) {
    const { type, maxAttempts } = policy;
    const [interval, ceiling, all] = [policy.intervalMs, policy.maxIntervalMs, policy.maxDurationMs].map(durationText);
    const pace = {
        constant: `every ${interval}`,
        exponential: `after ${interval}, doubled up to ${ceiling}`,
        random: `after ${interval} to ${ceiling}`,
    }[type];
    return maxAttempts === 1 ? 'never' : `${pace}, ${maxAttempts} tries within ${all}`;
}
function withWindow(limits) {
    if (limits === undefined) {
        return undefined;
    }
    const { requests, ...rest } = rawMap(limits);
    const { windowMs, ...limit } = rawMap(requests);
    const given = typeof requests === 'object' ? { ...limit, per: lengthOf(windowMs) } : requests;
    return { ...rest, requests: given };
}
function radiusOf(radius) {
    if (typeof radius !== 'object') {
        return radius;
    }
    const { users, windowMs, share } = radius;
    return { users, window: lengthOf(windowMs), share: share === undefined ? undefined : `${share * 100}%` };
}
function lengthOf(ms) {
    return ms === undefined ? undefined : durationText(ms);
}
function leaves(value) {
    const found = new Map();
    const gather = (one, path) => {
        if (isFilledMap(one)) {
            Object.entries(one).forEach(([name, inner]) => gather(inner, path === '' ? name : `${path}.${name}`));
        }
        else if (one !== undefined) {
            found.set(path, one);
        }
    };
    gather(value, '');
    return found;
}
function isFilledMap(value) {
    return (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0);
}
//# sourceMappingURL=properties.js.map