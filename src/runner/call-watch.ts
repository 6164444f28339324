import type { OutsideWork } from './step.js';
import type { TargetGates } from './target-gates.service.js';

/** Stands by a call that may need an access token: how its endpoint is reached, and what must not be recorded after. */
export class CallWatch {
  private hidden: string[] | undefined;

  constructor(
    private readonly gates: TargetGates,
    private readonly tenant: string,
  ) {}

  hide(text: string): void {
    this.hidden ??= [];
    this.hidden.push(text);
  }

  fetching<T>(tokenEndpoint: string, fetch: () => Promise<T>): Promise<T> {
    return this.gates.through(this.tenant, { target: { tokenEndpoint } }, fetch);
  }

  /** The work of the call as it is recorded. */
  recorded(work: OutsideWork): OutsideWork {
    return this.hidden === undefined ? work : { ...work, derived: [...(work.derived ?? []), ...this.hidden] };
  }
}
