import type { LimitScope } from '../ledger/limit-scope.js';

/** Who hears a bell in this very process, when Redis cannot carry it. */
export interface Listener {
  hear(ids: readonly string[], scopes: readonly LimitScope[]): Promise<void>;
}
