/** Stands by a call that may need an access token: how its endpoint is reached, and what must not be recorded after. */
export class CallWatch {
    gates;
    tenant;
    hidden;
    constructor(gates, tenant) {
        this.gates = gates;
        this.tenant = tenant;
    }
    hide(text) {
        this.hidden ??= [];
        this.hidden.push(text);
    }
    fetching(tokenEndpoint, fetch) {
        return this.gates.through(this.tenant, { target: { tokenEndpoint } }, fetch);
    }
    /** The work of the call as it is recorded. */
    recorded(work) {
        return this.hidden === undefined ? work : { ...work, derived: [...(work.derived ?? []), ...this.hidden] };
    }
}
//# sourceMappingURL=call-watch.js.map