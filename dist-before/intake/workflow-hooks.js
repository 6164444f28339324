/** The webhooks of one workflow, for callers that name it and not the address of a hook. */
export class WorkflowHooks {
    id;
    tenant;
    namespace;
    name;
    places = new Map();
    constructor(id, tenant, namespace, name) {
        this.id = id;
        this.tenant = tenant;
        this.namespace = namespace;
        this.name = name;
    }
    add(environment, hook) {
        const known = this.places.get(environment) ?? [];
        this.places.set(environment, known);
        known.push(hook);
    }
    /** In the order of the document; none where it is not deployed. */
    at(environment) {
        return this.places.get(environment) ?? [];
    }
    /** Where it is deployed with webhooks. */
    get environments() {
        return [...this.places.keys()];
    }
    /** Of all environments. */
    all() {
        return [...this.places.values()].flat();
    }
}
//# sourceMappingURL=workflow-hooks.js.map