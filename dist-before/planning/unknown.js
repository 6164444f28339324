/** Stands for what only a run would tell: the output of a call that was not made. */
/** Thrown by whatever looks into an unknown output. */
export class OutputUnknown extends Error {
    taskId;
    constructor(taskId) {
        super(`what ${taskId} gives is not known before it runs`);
        this.taskId = taskId;
        this.name = new.target.name;
    }
}
const unknowns = new WeakMap();
/** An output that says it is not known to whoever reads a member of it or asks what it is. */
export function unknownOutput(taskId) {
    const refuse = () => {
        throw new OutputUnknown(taskId);
    };
    // It is awaited, and asked whether it was kept.
    const get = (_, key) => key === 'then' || key === 'truncated' ? undefined : refuse();
    const output = new Proxy({}, { get, has: refuse, ownKeys: refuse, getOwnPropertyDescriptor: refuse, getPrototypeOf: refuse });
    unknowns.set(output, taskId);
    return output;
}
/** The task whose output it would be; undefined for what is known. */
export function unknownOf(value) {
    return typeof value === 'object' && value !== null ? unknowns.get(value) : undefined;
}
/** What stands in a plan where an unknown output would be used. */
export function placeholderOf(taskId) {
    return `[unknown: ${taskId}]`;
}
/** Whether a text, or JSON, has a place that only a run fills in. */
export function hasPlaceholder(value) {
    return (JSON.stringify(value) ?? '').includes('[unknown: ');
}
/** An output as a plan shows it. */
export function shownOutput(output) {
    const taskId = unknownOf(output);
    if (taskId !== undefined) {
        return placeholderOf(taskId);
    }
    if (typeof output !== 'object' || output === null || Array.isArray(output)) {
        return output;
    }
    return Object.fromEntries(Object.entries(output).map(([name, value]) => {
        const unknown = unknownOf(value);
        return [name, unknown === undefined ? value : placeholderOf(unknown)];
    }));
}
//# sourceMappingURL=unknown.js.map