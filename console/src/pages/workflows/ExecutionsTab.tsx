import { Anchor, Code, Group, Select } from '@mantine/core';
import { Link } from 'react-router';
import type { ExecutionModel } from '../../../../src/admin/executions/executions.dto.js';
import { withQuery } from '../../api/client';
import { api, pages } from '../../api/paths';
import type { Wire } from '../../api/wire';
import { type Column, List } from '../../ui/List';
import { Moment } from '../../ui/Moment';
import { Status } from '../../ui/Status';
import { useFilters } from '../../ui/use-filters';
import { EXECUTION_STATUSES } from '../executions/statuses';
import { nameOf, type Workflow } from './workflow';

type Execution = Wire<ExecutionModel>;

const COLUMNS: readonly Column<Execution>[] = [
  { title: 'Status', cell: ({ status }) => <Status status={status} /> },
  {
    title: 'Event',
    cell: ({ id, eventType }) => (
      <Anchor component={Link} to={pages.execution(id)} size="sm">
        {eventType ?? 'no type'}
      </Anchor>
    ),
  },
  { title: 'Subject', cell: ({ subject }) => <span className="mono wrap">{subject}</span> },
  { title: 'Revision', cell: ({ revision }) => revision },
  { title: 'Accepted', cell: ({ acceptedAt }) => <Moment at={acceptedAt} /> },
  { title: 'Tries', cell: ({ attempt }) => attempt },
];

/** What it did and does in an environment, newest first. */
export function ExecutionsTab({ workflow, environment }: { workflow: Workflow; environment: string }) {
  const [{ status }, set] = useFilters(['status']);
  const name = nameOf(workflow);
  const filter = { workflow: name, environment, status };
  return (
    <>
      <Group justify="space-between" align="flex-end" mb="xs">
        <Select
          label="Status"
          size="xs"
          clearable
          data={EXECUTION_STATUSES}
          value={status === '' ? null : status}
          onChange={(value) => set('status', value)}
        />
        <Anchor component={Link} to={withQuery(pages.executions, filter)} size="sm">
          To the list of all executions
        </Anchor>
      </Group>
      <List
        label="Executions"
        path={api.executions}
        filter={filter}
        columns={COLUMNS}
        keyOf={({ id }) => id}
        everyMs={5000}
        empty={
          <>
            Nothing ran here. A test run of a trigger starts it, or <Code>signet trigger {name}</Code>.
          </>
        }
      />
    </>
  );
}
