import { Group, Select, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { post, remove } from '../../../api/client';
import { api } from '../../../api/paths';
import { useMay } from '../../../session/caller';
import { Ask } from '../../../ui/Ask';
import { Moment } from '../../../ui/Moment';
import { useEnvironments, useWorkflowDeed } from '../workflow';
import { WorkflowState } from '../WorkflowState';
import type { Deployment } from './RevisionsTab';

interface DeploymentsParts {
  readonly name: string;
  readonly deployments: readonly Deployment[];
}

/** Which revision runs in which environment; who may, takes it to another, or away. */
export function Deployments({ name, deployments }: DeploymentsParts) {
  const mayChange = useMay('author');
  if (deployments.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        It is deployed nowhere: nothing starts it. Deploy one of its revisions.
      </Text>
    );
  }
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table aria-label="Deployments" verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Environment</Table.Th>
            <Table.Th>Revision</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th>Deployed</Table.Th>
            <Table.Th>By</Table.Th>
            {mayChange && <Table.Th>What can be done</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {deployments.map((one) => (
            <Table.Tr key={one.environment}>
              <Table.Td>{one.environment}</Table.Td>
              <Table.Td>{one.revision}</Table.Td>
              <Table.Td>
                <WorkflowState workflow={one} />
              </Table.Td>
              <Table.Td>
                <Moment at={one.deployedAt} />
              </Table.Td>
              <Table.Td>{one.deployedBy}</Table.Td>
              {mayChange && (
                <Table.Td>
                  <Group gap="xs">
                    <Promote name={name} deployment={one} />
                    <Undeploy name={name} environment={one.environment} />
                  </Group>
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Promote({ name, deployment: { environment, revision } }: { name: string; deployment: Deployment }) {
  const others = useEnvironments().filter((other) => other !== environment);
  const [chosen, choose] = useState<string | null>(null);
  const to = chosen ?? others[0];
  const promote = useWorkflowDeed(() => post(api.ofWorkflow(name, 'promote'), { from: environment, to }));
  if (to === undefined) {
    return null;
  }
  return (
    <Ask
      label="Promote"
      question={`Revision ${revision}, which runs in ${environment}, will run in ${to} too.`}
      isPending={promote.isPending}
      onYes={() => promote.mutate()}
    >
      <Select label="To" allowDeselect={false} data={others} value={to} onChange={choose} />
    </Ask>
  );
}

function Undeploy({ name, environment }: { name: string; environment: string }) {
  const undeploy = useWorkflowDeed(() => remove(api.ofWorkflow(name, 'deployments', environment)));
  return (
    <Ask
      label="Undeploy"
      color="red"
      question={`Nothing will start ${name} in ${environment} any more. What runs goes on.`}
      isPending={undeploy.isPending}
      onYes={() => undeploy.mutate()}
    />
  );
}
