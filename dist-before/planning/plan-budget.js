/** Steps one plan may take, the workflows it starts included. */
const MOST_STEPS = 50_000;
/** How long a plan may become, in steps and in time. */
export class PlanBudget {
    steps = MOST_STEPS;
    until;
    constructor(milliseconds) {
        this.until = Date.now() + milliseconds;
    }
    /** False once it is spent. */
    spend() {
        this.steps -= 1;
        return this.steps >= 0 && Date.now() < this.until;
    }
    /** For one call. */
    signal() {
        return AbortSignal.timeout(Math.max(1, this.until - Date.now()));
    }
}
//# sourceMappingURL=plan-budget.js.map