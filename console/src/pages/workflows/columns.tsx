import { Anchor, Badge, Group, Text } from '@mantine/core';
import { Link } from 'react-router';
import { withQuery } from '../../api/client';
import { pages } from '../../api/paths';
import { USUAL_ENVIRONMENT } from '../../api/places';
import type { Column } from '../../ui/List';
import { Moment } from '../../ui/Moment';
import { Labels } from './Labels';
import { RestoreButton } from './RestoreButton';
import { nameOf, type Workflow } from './workflow';
import { WorkflowState } from './WorkflowState';

/** Of workflows that are there, as they stand in an environment. */
export function columnsIn(environment: string): readonly Column<Workflow>[] {
  return [
    { title: 'Workflow', cell: (row) => <NameCell workflow={row} environment={environment} /> },
    { title: 'State', cell: (row) => <WorkflowState workflow={row} /> },
    { title: 'Revision', cell: (row) => <RevisionCell workflow={row} /> },
    { title: 'Deployed in', cell: ({ environments }) => <Names names={environments} /> },
    { title: 'Triggers', cell: ({ triggers }) => <TriggersCell triggers={triggers} /> },
    { title: 'Labels', cell: ({ labels }) => <Labels labels={labels} /> },
    { title: 'Changed', cell: ({ updatedAt }) => <Moment at={updatedAt} /> },
  ];
}

/** Of those that were taken away. */
export function deletedColumns(mayRestore: boolean): readonly Column<Workflow>[] {
  const restore: Column<Workflow> = {
    title: 'Bring back',
    cell: (row) => <RestoreButton name={nameOf(row)} />,
  };
  return [
    { title: 'Workflow', cell: (row) => <Described workflow={row}>{nameOf(row)}</Described> },
    { title: 'Revisions', cell: ({ newest }) => newest },
    { title: 'Labels', cell: ({ labels }) => <Labels labels={labels} /> },
    { title: 'Changed', cell: ({ updatedAt }) => <Moment at={updatedAt} /> },
    ...(mayRestore ? [restore] : []),
  ];
}

function NameCell({ workflow, environment }: { workflow: Workflow; environment: string }) {
  const query = { environment: environment === USUAL_ENVIRONMENT ? null : environment };
  const address = withQuery(pages.workflow(nameOf(workflow)), query);
  return (
    <Described workflow={workflow}>
      <Anchor component={Link} to={address} size="sm" className="wrap">
        {nameOf(workflow)}
      </Anchor>
    </Described>
  );
}

function Described({ workflow, children }: { workflow: Workflow; children: React.ReactNode }) {
  return (
    <>
      {children}
      {workflow.description !== null && (
        <Text size="xs" c="dimmed" lineClamp={2} maw={320}>
          {workflow.description}
        </Text>
      )}
    </>
  );
}

function RevisionCell({ workflow: { revision, newest } }: { workflow: Workflow }) {
  return (
    <Group gap={4} wrap="nowrap">
      <span>{revision ?? '—'}</span>
      {revision !== newest && (
        <Text size="xs" c="dimmed" component="span">
          of {newest}
        </Text>
      )}
    </Group>
  );
}

function Names({ names }: { names: readonly string[] }) {
  return (
    <Group gap={4}>
      {names.map((name) => (
        <Badge key={name} size="sm" variant="light" color="gray" tt="none">
          {name}
        </Badge>
      ))}
    </Group>
  );
}

function TriggersCell({ triggers }: { triggers: Workflow['triggers'] }) {
  return triggers.map((trigger) => (
    <Text key={trigger.id} size="xs" className="wrap">
      {trigger.type === 'event' ? `${trigger.source}: ${trigger.events.join(', ')}` : `webhook ${trigger.id}`}
    </Text>
  ));
}
