import { Anchor, Group, Select } from '@mantine/core';
import { Link } from 'react-router';
import type { ExecutionModel } from '../../../../src/admin/executions/executions.dto.js';
import { api, pages } from '../../api/paths';
import type { Wire } from '../../api/wire';
import { FilterText } from '../../ui/FilterText';
import { type Column, List } from '../../ui/List';
import { Moment } from '../../ui/Moment';
import { Page } from '../../ui/Page';
import { Status } from '../../ui/Status';
import { useFilters } from '../../ui/use-filters';
import { EXECUTION_STATUSES } from './statuses';

type Execution = Wire<ExecutionModel>;

const COLUMNS: readonly Column<Execution>[] = [
  { title: 'Status', cell: ({ status }) => <Status status={status} /> },
  {
    title: 'Workflow',
    cell: ({ id, workflow, revision }) => (
      <Anchor component={Link} to={pages.execution(id)} size="sm">
        {workflow}@{revision}
      </Anchor>
    ),
  },
  { title: 'Event', cell: ({ eventType }) => eventType },
  { title: 'Subject', cell: ({ subject }) => <span className="mono wrap">{subject}</span> },
  { title: 'Accepted', cell: ({ acceptedAt }) => <Moment at={acceptedAt} /> },
  { title: 'Tries', cell: ({ attempt }) => attempt },
];

/** What ran, runs and waits, newest first. */
export function Component() {
  const [filter, set] = useFilters(['subject', 'type', 'workflow', 'status', 'label', 'environment']);
  const field = (name: 'subject' | 'type' | 'workflow' | 'label' | 'environment', label: string) => (
    <FilterText label={label} value={filter[name]} onChange={(value) => set(name, value)} />
  );
  return (
    <Page title="Executions">
      <Group align="flex-end" gap="xs">
        {field('subject', 'Subject')}
        {field('type', 'Event type')}
        {field('workflow', 'Workflow')}
        <Select
          label="Status"
          size="xs"
          clearable
          data={EXECUTION_STATUSES}
          value={filter.status === '' ? null : filter.status}
          onChange={(value) => set('status', value)}
        />
        {field('label', 'Label')}
        {field('environment', 'Environment')}
      </Group>
      <List
        label="Executions"
        path={api.executions}
        filter={filter}
        columns={COLUMNS}
        keyOf={({ id }) => id}
        everyMs={5000}
        empty="No execution is like that."
      />
    </Page>
  );
}
