import type { DeployedWorkflow } from '../runner/deployed-workflow.js';
import { type CompiledWorkflow, compileWorkflow } from '../workflow/compile.js';
import { namespaceOf, subflowName } from '../workflow/tasks/subflow-call.js';

const CANNOT_BE_LOOKED_INTO: Pick<DeployedWorkflow, 'revision' | 'workflow' | 'limits'> = {
  revision: 1,
  workflow: compileWorkflow({ id: '', namespace: '', labels: {}, triggers: [], tasks: [] }),
  limits: { claimScope: null, quotas: [] },
};

/** The workflows it starts in namespaces that are closed, by the name its tasks give: what they give is unknown. */
export function closedSubflows(
  { document, byId }: CompiledWorkflow,
  isClosed: (namespace: string) => boolean,
): Map<string, DeployedWorkflow> {
  const names = [...byId.values()].flatMap((task) =>
    task.kind === 'subflow' ? [task.definition.workflow] : [],
  );
  const closed = names.filter((name) => isClosed(namespaceOf(subflowName(document.namespace, name))));
  return new Map(closed.map((name) => [name, { ...CANNOT_BE_LOOKED_INTO, workflowId: name }]));
}
