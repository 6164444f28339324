import { type NewSubflow, SUBFLOW_EVENT } from '../ledger/subflow.repository.js';
import type { Journey } from '../runner/journey.js';
import { type Planned, plannedExecution } from './planned-execution.js';

/** The execution a task would start; null for a workflow that cannot be looked into. */
export function childOf({ execution, event, subflows }: Journey, opening: NewSubflow): Planned | null {
  const deployed = [...subflows.values()].find(({ workflowId }) => workflowId === opening.workflowId);
  if (!deployed || deployed.workflow.tasks.length === 0) {
    return null;
  }
  const inputs = JSON.parse(opening.inputs) as Readonly<Record<string, unknown>>;
  const { workflowId, revision, workflow } = deployed;
  const { tenant, environment } = execution;
  return {
    execution: {
      ...plannedExecution({ tenant, environment, workflowId, revision, triggerId: 'subflow' }),
      depth: execution.depth + 1,
    },
    event: {
      ...event,
      id: '',
      type: SUBFLOW_EVENT,
      commonType: null,
      source: null,
      externalId: null,
      body: inputs,
      headers: {},
      parameters: {},
      inputs,
    },
    workflow,
    stubs: {},
  };
}
