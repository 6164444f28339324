import { Stack, Text } from '@mantine/core';
import { nameOf, type Workflow } from '../workflow';
import { TriggerCard } from './TriggerCard';

interface TriggersTabParts {
  readonly workflow: Workflow;
  readonly environment: string;
}

/** What starts it in an environment. */
export function TriggersTab({ workflow, environment }: TriggersTabParts) {
  if (workflow.triggers.length === 0) {
    return (
      <Text c="dimmed" p="xl" ta="center">
        It has no trigger: other workflows start it as a subflow, or somebody by hand.
      </Text>
    );
  }
  return (
    <Stack>
      {workflow.triggers.map((trigger) => (
        <TriggerCard
          key={trigger.id}
          place={{ name: nameOf(workflow), trigger: trigger.id, environment }}
          definition={trigger}
          isDeployed={workflow.revision !== null}
          isOn={workflow.switches[trigger.id] ?? trigger.enabled}
        />
      ))}
    </Stack>
  );
}
