/** Steps one plan may take, the workflows it starts included. */
const MOST_STEPS = 50_000;

/** How long a plan may become, in steps and in time. */
export class PlanBudget {
  private steps = MOST_STEPS;
  private readonly until: number;

  constructor(milliseconds: number) {
    this.until = Date.now() + milliseconds;
  }

  /** False once it is spent. */
  spend(): boolean {
    this.steps -= 1;
    return this.steps >= 0 && Date.now() < this.until;
  }

  /** For one call. */
  signal(): AbortSignal {
    return AbortSignal.timeout(Math.max(1, this.until - Date.now()));
  }
}
