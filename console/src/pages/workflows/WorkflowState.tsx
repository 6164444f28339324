import { Badge } from '@mantine/core';
import { stateOf, type Workflow } from './workflow';

const COLOURS: Readonly<Record<string, string>> = { enabled: 'teal', disabled: 'yellow' };

/** Whether events start it in the environment that was asked for. */
export function WorkflowState({ workflow }: { workflow: Pick<Workflow, 'revision' | 'enabled'> }) {
  const state = stateOf(workflow);
  return (
    <Badge variant="light" color={COLOURS[state] ?? 'gray'} tt="none" miw={84}>
      {state}
    </Badge>
  );
}
