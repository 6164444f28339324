const UNKNOWN = { kind: 'unknown' };
const STUCK = { kind: 'stuck' };
/** The first of a workflow's hooks that takes deliveries in an environment, for who need not name one. */
export function firstHook(workflow, environment, known) {
    const first = workflow.at(environment).find(({ enabled }) => enabled);
    return first ? foundOf(first.hook) : nowhere(environment, known);
}
/**
 * The hook of a workflow, in an environment, that takes what was shown. Every candidate is asked, so that the time does not
 * tell which it was. That it is switched off, or not there in this environment (of those `known`), is told only to who
 * has shown what opens it, here or elsewhere.
 */
export function provenHook(workflow, environment, known, takes) {
    const here = workflow?.at(environment) ?? [];
    const taken = here.filter(({ hook }) => hook && takes(hook.gate));
    const open = taken.find(({ enabled }) => enabled);
    if (open) {
        return { kind: 'proven', found: foundOf(open.hook) };
    }
    if (here.some(({ hook, enabled }) => hook === null && enabled)) {
        return { kind: 'proven', found: STUCK }; // cannot be told just now
    }
    const elsewhere = here.length > 0 ? taken : (workflow?.all() ?? []).filter(({ hook }) => hook && takes(hook.gate));
    return elsewhere.length > 0
        ? { kind: 'proven', found: nowhere(environment, known) }
        : { kind: 'unproven', hook: here.find(({ enabled }) => enabled)?.hook ?? null };
}
const foundOf = (hook) => (hook ? { kind: 'hook', hook } : STUCK);
const nowhere = (environment, known) => known.has(environment) ? UNKNOWN : { kind: 'no_environment' };
//# sourceMappingURL=proven-hook.js.map