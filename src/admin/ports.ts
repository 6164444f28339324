/** What the management API asks of parts of the house it does not know. */
import type { TestedSource, TestOutcome, TestRequest } from '../intake/test-runs.service.js';
import type { TriggerInput } from '../intake/trigger.service.js';
import type { WorkflowRow } from '../workflow/revisions.repository.js';

/** Token of the `TaskCatalog` that documents are checked against: the action registry. */
export const CATALOG = Symbol('CATALOG');
/** Token of the `Presets`: every verification profile Signet ships. */
export const PRESETS = Symbol('PRESETS');
/** Token of the `Known`: profiles and event types that sources may name. */
export const KNOWN = Symbol('KNOWN');
/** Token of the `Trigger`. */
export const TRIGGER = Symbol('TRIGGER');
/** Token of the `TestRunner`. */
export const TEST_RUNS = Symbol('TEST_RUNS');
/** Token of the `OwnDoors`. */
export const OWN_DOORS = Symbol('OWN_DOORS');

/** The hooks as the doors of this process know them. */
export interface OwnDoors {
  /** Resolves when everything that was committed before the call is known there. */
  refresh(): Promise<void>;
}

/** Starts one workflow by hand, through the same ledger as a delivery. */
export interface Trigger {
  triggerWorkflow(
    workflow: WorkflowRow,
    input: TriggerInput,
  ): Promise<{ readonly event: string; readonly executions: readonly string[] }>;
}

/** Runs what a delivery would have started, marked as a test. */
export interface TestRunner {
  ofTrigger(
    workflow: WorkflowRow,
    triggerId: string,
    at: { readonly hookId: string; readonly source?: TestedSource },
    request: TestRequest,
  ): Promise<TestOutcome>;
  ofSource(source: TestedSource, request: TestRequest): Promise<TestOutcome>;
}
