/** What the management API asks of parts of the house it does not know. */
import type { WorkflowRow } from '../workflow/revisions.repository.js';

/** Token of the `TaskCatalog` that documents are checked against: the action registry. */
export const CATALOG = Symbol('CATALOG');
/** Token of the `Presets`: every verification profile Signet ships. */
export const PRESETS = Symbol('PRESETS');
/** Token of the `Trigger`. */
export const TRIGGER = Symbol('TRIGGER');

export interface TriggerInput {
  readonly type?: string;
  readonly subject?: string;
  /** JSON. */
  readonly body?: unknown;
  /** The caller's id of the event: the same again runs nothing and gives the first one's ids. */
  readonly externalId?: string;
}

/** Starts one workflow by hand, through the same ledger as a delivery. */
export interface Trigger {
  triggerWorkflow(
    workflow: WorkflowRow,
    input: TriggerInput,
  ): Promise<{ readonly event: string; readonly executions: readonly string[] }>;
}
