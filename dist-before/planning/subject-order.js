import { timeOf, TOO_DEEP } from '../runner/not-run.js';
/** The newest event of each subject that a backtest came by, where the trigger asks for the order of events. */
export class SubjectOrder {
    newest = new Map();
    /** The plan; one for an event older than the newest before it ends `superseded`. */
    apply({ triggers }, event, plan) {
        const trigger = triggers.find(({ definition }) => definition.id === plan.trigger);
        if (trigger?.definition.order !== 'latest' || event.subject === null || plan.reason === TOO_DEEP) {
            return plan;
        }
        const at = timeOf(event).getTime();
        const newest = this.newest.get(event.subject) ?? at;
        this.newest.set(event.subject, Math.max(at, newest));
        return at < newest
            ? {
                ...plan,
                status: 'superseded',
                reason: 'newer_event',
                error: null,
                output: null,
                tasks: [],
                omitted: 0,
            }
            : plan;
    }
}
//# sourceMappingURL=subject-order.js.map