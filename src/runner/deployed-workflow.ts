import type { CompiledWorkflow } from '../workflow/compile.js';

/** A workflow another one may start, as it is deployed. */
export interface DeployedWorkflow {
  readonly workflowId: string;
  readonly revision: number;
  readonly workflow: CompiledWorkflow;
}
