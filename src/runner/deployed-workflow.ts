import type { CompiledWorkflow } from '../workflow/compile.js';
import type { DeployedLimits } from '../workflow/deployed-limits.js';

/** A workflow another one may start, as it is deployed. */
export interface DeployedWorkflow {
  readonly workflowId: string;
  readonly revision: number;
  readonly workflow: CompiledWorkflow;
  readonly limits: DeployedLimits;
}
