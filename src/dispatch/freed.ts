import type { Claimed } from '../ledger/claimed.js';
import type { LimitScope } from '../ledger/limit-scope.js';
import type { Settlement } from '../ledger/task-run.js';

/** What executions that left a worker leave free for others since it was last taken: lanes, slots of limits, parents. */
export class Freed {
  private lanes = new Set<string>();
  private scopes = new Set<LimitScope>();
  private parents = new Set<string>();

  get isEmpty(): boolean {
    return this.lanes.size + this.scopes.size + this.parents.size === 0;
  }

  /** One that is tried again keeps its lane; who waits for it is told of its end alone. */
  note({ lane, claimScope, parentId }: Claimed, { kind }: Settlement): void {
    if (kind !== 'retry' && lane !== null) {
      this.lanes.add(lane);
    }
    if (kind === 'final' && parentId !== null) {
      this.parents.add(parentId);
    }
    if (claimScope !== null) {
      this.scopes.add(claimScope);
    }
  }

  noteParents(ids: readonly string[]): void {
    ids.forEach((id) => this.parents.add(id));
  }

  take(): { readonly lanes: string[]; readonly scopes: Set<LimitScope>; readonly parents: string[] } {
    const { lanes, scopes, parents } = this;
    this.lanes = new Set();
    this.scopes = new Set();
    this.parents = new Set();
    return { lanes: [...lanes], scopes, parents: [...parents] };
  }
}
