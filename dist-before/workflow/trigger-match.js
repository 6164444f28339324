/** Whether a pattern takes an event type: the type itself, a prefix with `.*` (one or more further names), or `*`. */
export function matchesType(pattern, type) {
    if (pattern === '*') {
        return true;
    }
    return pattern.endsWith('.*')
        ? type.length > pattern.length - 1 && type.startsWith(pattern.slice(0, -1))
        : pattern === type;
}
/** `types`: what an event is called, by its sender and in the common vocabulary; any of them will do. */
export function takesEvent(trigger, source, types) {
    return (trigger.enabled &&
        trigger.source === source &&
        trigger.events.some((pattern) => types.some((type) => matchesType(pattern, type))));
}
/** Event triggers of all workflows by source and pattern, so that finding those of an event does not look at the others. */
export class TriggerIndex {
    bySource = new Map();
    constructor(workflows) {
        let order = 0;
        for (const workflow of workflows) {
            for (const trigger of workflow.triggers) {
                order += 1;
                if (isEnabledEvent(trigger)) {
                    this.add({ workflow, trigger, order });
                }
            }
        }
    }
    /**
     * Triggers that take an event which is called any of `types`, in the order the workflows were given in; a trigger
     * that takes it by several patterns or types is there once.
     */
    find(source, types) {
        const patterns = this.bySource.get(source);
        if (!patterns) {
            return [];
        }
        const found = new Set();
        for (const type of types) {
            for (const pattern of patternsOf(type)) {
                for (const entry of patterns.get(pattern) ?? []) {
                    found.add(entry);
                }
            }
        }
        return [...found].toSorted((one, other) => one.order - other.order);
    }
    add(entry) {
        const { source, events } = entry.trigger.definition;
        const patterns = this.bySource.get(source) ?? new Map();
        this.bySource.set(source, patterns);
        for (const pattern of new Set(events)) {
            const entries = patterns.get(pattern) ?? [];
            entries.push(entry);
            patterns.set(pattern, entries);
        }
    }
}
function isEnabledEvent(trigger) {
    return trigger.definition.type === 'event' && trigger.definition.enabled;
}
/** Every pattern that takes the type: `user.created.v2`, `user.created.*`, `user.*`, `*`. */
function* patternsOf(type) {
    yield type;
    for (let dot = type.lastIndexOf('.', type.length - 2); dot > 0; dot = type.lastIndexOf('.', dot - 1)) {
        yield `${type.slice(0, dot)}.*`;
    }
    if (type !== '*') {
        yield '*';
    }
}
//# sourceMappingURL=trigger-match.js.map