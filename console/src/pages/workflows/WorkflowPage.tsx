import { Group, Stack, Tabs, Text } from '@mantine/core';
import { useParams } from 'react-router';
import { USUAL_ENVIRONMENT } from '../../api/places';
import { useMay } from '../../session/caller';
import { Code } from '../../ui/Code';
import { NotYet } from '../../ui/NotYet';
import { Page } from '../../ui/Page';
import { useFilters } from '../../ui/use-filters';
import { EnvironmentSelect } from './EnvironmentSelect';
import { ExecutionsTab } from './ExecutionsTab';
import { GraphTab } from './graph/GraphTab';
import { Labels } from './Labels';
import { PlanPanel } from './planning/PlanPanel';
import { RevisionsTab } from './revisions/RevisionsTab';
import { TriggersTab } from './triggers/TriggersTab';
import { nameOf, useWorkflow, type Workflow } from './workflow';
import { WorkflowDeeds } from './WorkflowDeeds';
import { WorkflowState } from './WorkflowState';

/** One workflow: what it does, what it says, where it runs, what starts it and what it did. */
export function Component() {
  const { namespace = '', id = '' } = useParams();
  const [filter, set] = useFilters(['environment', 'tab']);
  const environment = filter.environment === '' ? USUAL_ENVIRONMENT : filter.environment;
  const name = `${namespace}/${id}`;
  const { data, error, refetch } = useWorkflow(name, environment);
  if (!data) {
    return (
      <Page title={name}>
        <NotYet error={error} refetch={refetch} />
      </Page>
    );
  }
  const change = (value: string) => set('environment', value === USUAL_ENVIRONMENT ? null : value);
  return (
    <Page title={name} actions={<WorkflowDeeds workflow={data} environment={environment} />}>
      <Group justify="space-between" align="flex-end">
        <Summary workflow={data} environment={environment} />
        <EnvironmentSelect value={environment} onChange={change} />
      </Group>
      <Rooms workflow={data} environment={environment} tab={filter.tab} onTab={(tab) => set('tab', tab)} />
    </Page>
  );
}

function Summary({ workflow, environment }: { workflow: Workflow; environment: string }) {
  const { description, revision, newest, labels } = workflow;
  return (
    <Stack gap={6}>
      {description !== null && <Text size="sm">{description}</Text>}
      <Group gap="xs">
        <WorkflowState workflow={workflow} />
        <Text size="sm" c="dimmed">
          {revision === null
            ? `Not deployed in ${environment}; shown is its newest revision, ${newest}.`
            : `Revision ${revision} of ${newest} runs in ${environment}.`}
        </Text>
        <Labels labels={labels} />
      </Group>
    </Stack>
  );
}

interface RoomsParts {
  readonly workflow: Workflow;
  readonly environment: string;
  readonly tab: string;
  readonly onTab: (tab: string | null) => void;
}

function Rooms({ workflow, environment, tab, onTab }: RoomsParts) {
  const place = { workflow, environment };
  const mayTry = useMay('author', 'operator');
  const rooms = [
    { value: 'graph', label: 'Graph', room: <GraphTab document={workflow.document!} /> },
    { value: 'document', label: 'Document', room: <Code label="Document" value={workflow.text!} /> },
    { value: 'revisions', label: 'Revisions', room: <RevisionsTab {...place} /> },
    { value: 'triggers', label: 'Triggers', room: <TriggersTab {...place} /> },
    ...(mayTry && workflow.revision !== null
      ? [
          {
            value: 'plan',
            label: 'Plan',
            room: <PlanPanel name={nameOf(workflow)} environment={environment} />,
          },
        ]
      : []),
    { value: 'executions', label: 'Executions', room: <ExecutionsTab {...place} /> },
  ];
  return (
    <Tabs
      value={rooms.some(({ value }) => value === tab) ? tab : 'graph'}
      onChange={(value) => onTab(value === 'graph' ? null : value)}
      keepMounted={false}
    >
      <Tabs.List mb="md">
        {rooms.map(({ value, label }) => (
          <Tabs.Tab key={value} value={value}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {rooms.map(({ value, room }) => (
        <Tabs.Panel key={value} value={value}>
          {room}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
