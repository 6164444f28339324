import type { CompiledTrigger, CompiledWorkflow } from '../workflow/compile.js';
import type { DeployedLimits } from '../workflow/deployed-limits.js';
import type { Gate } from './gate.js';
import type { ThrottleRule } from './throttle/throttle-rule.js';
import type { LiveSecret } from './source-secrets.js';

/** A workflow as deployed in one environment, ready to be matched against events. */
export interface Deployed {
  readonly workflowId: string;
  readonly revision: number;
  readonly tenant: string;
  readonly environment: string;
  readonly workflow: CompiledWorkflow;
  /** With their switches as they stand in this environment. */
  readonly triggers: readonly CompiledTrigger[];
  /** What `var('NAME')` reads. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly limits: DeployedLimits;
}

/** A hook in one environment as intake knows it: kept in memory, made again when anything about it changes. */
export interface Hook {
  readonly id: string;
  readonly tenant: string;
  readonly environment: string;
  /** `source NAME` or `NAMESPACE/WORKFLOW/TRIGGER`: the label of its metrics. */
  readonly label: string;
  readonly gate: Gate;
  /** What its requests are counted under; empty: they are not. */
  readonly throttle: readonly ThrottleRule[];
  /** The live secrets of a source; a workflow's are its namespace's. */
  readonly secrets: readonly LiveSecret[];
  readonly owner:
    | { readonly kind: 'source'; readonly name: string }
    | { readonly kind: 'workflow'; readonly deployed: Deployed; readonly trigger: CompiledTrigger };
}
