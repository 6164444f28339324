import { parseDuration } from '../duration.js';
import { rawList, rawMap, rawText } from '../raw.js';
import { DEFAULT_RETRY, retryPolicy } from '../retry.js';
import { parameterDefinitions } from '../parameters/parameter-definition.js';
/** Properties of a task with an action that are not its input. */
export const TASK_OWN = ['id', 'type', 'if', 'retry', 'timeout', 'continueOnError', 'undo'];
/** Tasks of a block without faults. */
export function normaliseTasks(block) {
    return rawList(block).map((task) => normaliseTask(rawMap(task)));
}
function normaliseTask(raw) {
    const every = {
        id: raw['id'],
        type: raw['type'],
        ...given('if', raw['if']),
        ...given('continueOnError', raw['continueOnError']),
    };
    switch (every.type) {
        case 'if':
            return {
                ...every,
                flow: 'if',
                condition: raw['condition'],
                onTrue: normaliseTasks(raw['then']),
                onFalse: normaliseTasks(raw['else']),
            };
        case 'switch':
            return {
                ...every,
                flow: 'switch',
                value: raw['value'],
                cases: normaliseBlocks(raw['cases']),
                defaults: normaliseTasks(raw['defaults']),
            };
        case 'parallel':
            return { ...every, flow: 'parallel', branches: normaliseBlocks(raw['branches']), ...atOnce(raw, 100) };
        case 'forEach':
            return {
                ...every,
                flow: 'forEach',
                values: raw['values'],
                tasks: normaliseTasks(raw['tasks']),
                ...atOnce(raw, 1),
            };
        case 'wait':
            return {
                ...every,
                flow: 'wait',
                ...copied(raw, ['for', 'until', 'event', 'timeout']),
                onTimeout: normaliseTasks(raw['onTimeout']),
            };
        case 'approval':
            return { ...every, flow: 'approval', ...normaliseApproval(raw) };
        case 'subflow':
            return {
                ...every,
                flow: 'subflow',
                workflow: raw['workflow'],
                inputs: rawMap(raw['inputs']),
                wait: raw['wait'] !== false,
            };
        case 'return':
            return { ...every, flow: 'return', ...copied(raw, ['output']) };
        default:
            return { ...every, ...normaliseAction(raw) };
    }
}
/** Where nobody is named that may decide, whoever runs workflows may. */
function normaliseApproval(raw) {
    const { roles, tokens, link = false, outcomes = ['approve', 'reject'] } = raw;
    const isNamed = roles !== undefined || tokens !== undefined || link === true;
    return {
        message: raw['message'],
        roles: isNamed ? rawList(roles) : ['operator'],
        tokens: rawList(tokens),
        link: link,
        outcomes: outcomes,
        fields: parameterDefinitions(raw['fields']),
        expires: raw['expires'] ?? '7d',
        ...copied(raw, ['reminder']),
        ...given('onExpiry', raw['onExpiry'] === undefined ? undefined : normaliseTasks(raw['onExpiry'])),
    };
}
/** The id of the undo of a task, where it has none of its own. */
export function undoId(taskId) {
    return `undo-${taskId}`;
}
function normaliseAction(raw) {
    const undo = raw['undo'] === undefined ? undefined : rawMap(raw['undo']);
    return {
        retry: raw['retry'] === undefined ? DEFAULT_RETRY : retryPolicy(rawMap(raw['retry'])),
        ...given('timeoutMs', parseDuration(rawText(raw['timeout']) ?? '')),
        input: Object.fromEntries(Object.entries(raw).filter(([name]) => !TASK_OWN.includes(name))),
        ...given('undo', undo && normaliseTask({ id: undoId(String(raw['id'])), ...undo })),
    };
}
function normaliseBlocks(blocks) {
    const entries = Object.entries(rawMap(blocks)).map(([name, block]) => [name, normaliseTasks(block)]);
    return Object.fromEntries(entries);
}
function atOnce(raw, concurrency) {
    return {
        concurrency: raw['concurrency'] ?? concurrency,
        onFailure: raw['onFailure'] ?? 'fast',
    };
}
function copied(raw, names) {
    const entries = names.filter((name) => raw[name] !== undefined).map((name) => [name, raw[name]]);
    return Object.fromEntries(entries);
}
function given(name, value) {
    return value === undefined ? {} : { [name]: value };
}
//# sourceMappingURL=normalise-task.js.map