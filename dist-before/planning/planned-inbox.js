import { keyOf } from '../runner/walk-state.js';
import { rawMap } from '../workflow/raw.js';
import { storedEvent } from './given-event.js';
/** What stubs say; else no event, so that waits go the way of the timeout, and of approvals the first outcome. */
export class PlannedInbox {
    stubs;
    now;
    events = new Map();
    verdicts = new Map();
    constructor(stubs, now) {
        this.stubs = stubs;
        this.now = now;
    }
    get asOf() {
        return this.now();
    }
    /** Answers what a commit begins to wait for. */
    note({ approvals, waits }) {
        for (const { id, taskId, outcomes } of approvals) {
            this.verdicts.set(id, verdict(id, outcomes[0], this.stubOf(taskId), this.now()));
        }
        for (const { taskId, iteration } of waits) {
            const stub = this.stubOf(taskId);
            if (stub && 'output' in stub && rawMap(stub.output)['timedOut'] === false) {
                const event = storedEvent(rawMap(stub.output), this.now());
                this.events.set(keyOf(taskId, iteration), [event]);
            }
        }
    }
    stubOf(taskId) {
        return Object.hasOwn(this.stubs, taskId) ? this.stubs[taskId] : undefined;
    }
}
function verdict(id, first, stub, at) {
    const said = stub && 'output' in stub ? rawMap(stub.output) : {};
    if (said['expired'] === true || (stub && 'error' in stub)) {
        return { id, status: 'expired', outcome: null, fields: null, by: null, at: null };
    }
    const { outcome = first, fields = {}, by = 'plan' } = said;
    return { id, status: 'decided', outcome, fields, by, at };
}
//# sourceMappingURL=planned-inbox.js.map