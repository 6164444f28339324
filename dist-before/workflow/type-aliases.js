/** Types by their name in Kestra, https://kestra.io/plugins/core, and what they are called here. */
import { rawList, rawMap } from './raw.js';
import { FLOW_TYPES } from './tasks/flow-schema.js';
import { ROOT_BLOCKS } from './tasks/raw-tasks.js';
const TRIGGERS = new Map([
    ['io.kestra.plugin.core.trigger.Webhook', 'webhook'],
]);
const TASKS = new Map([['io.kestra.plugin.core.log.Log', 'log']]);
/** Every name of a trigger's or task's type, its own first. */
export function triggerTypeNames(type) {
    return namesOf(type, TRIGGERS);
}
export function taskTypeNames(type) {
    return namesOf(type, TASKS);
}
/** The same document with the types of its triggers and tasks under our names. */
export function withOwnTypes(document) {
    const raw = rawMap(document);
    const triggers = Array.isArray(raw['triggers'])
        ? { triggers: rawList(raw['triggers']).map((trigger) => renamed(trigger, TRIGGERS)) }
        : {};
    const blocks = blocksRenamed(raw, ROOT_BLOCKS);
    return Object.keys({ ...triggers, ...blocks }).length === 0 ? document : { ...raw, ...triggers, ...blocks };
}
function renamed(member, names) {
    const own = names.get(rawMap(member)['type']);
    return own === undefined ? member : { ...rawMap(member), type: own };
}
/** Properties of flow tasks that hold tasks, or blocks of tasks by name. */
const BLOCKS = ['then', 'else', 'defaults', 'tasks', 'onTimeout', 'onExpiry'];
const NAMED_BLOCKS = ['cases', 'branches'];
function taskRenamed(task) {
    const raw = rawMap(renamed(task, TASKS));
    if (!FLOW_TYPES.includes(String(raw['type']))) {
        return raw['undo'] === undefined ? renamed(task, TASKS) : { ...raw, undo: renamed(raw['undo'], TASKS) };
    }
    const named = NAMED_BLOCKS.flatMap((name) => {
        const blocks = rawMap(raw[name]);
        return raw[name] === undefined || Array.isArray(raw[name])
            ? []
            : [[name, { ...blocks, ...blocksRenamed(blocks, Object.keys(blocks)) }]];
    });
    return { ...raw, ...blocksRenamed(raw, BLOCKS), ...Object.fromEntries(named) };
}
function blocksRenamed(holder, names) {
    const entries = names.flatMap((name) => {
        const block = holder[name];
        return Array.isArray(block) ? [[name, block.map(taskRenamed)]] : [];
    });
    return Object.fromEntries(entries);
}
function namesOf(type, aliases) {
    return [type, ...[...aliases].flatMap(([alias, own]) => (own === type ? [String(alias)] : []))];
}
//# sourceMappingURL=type-aliases.js.map