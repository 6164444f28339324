import { Anchor, Badge, Group, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { ExecutionModel } from '../../../../src/admin/executions/executions.dto.js';
import { withQuery } from '../../api/client';
import { api, pages } from '../../api/paths';
import type { Wire } from '../../api/wire';
import { type Column, List } from '../../ui/List';
import { Moment } from '../../ui/Moment';
import { Page } from '../../ui/Page';
import { Status } from '../../ui/Status';
import { Duration } from './Duration';
import { ExecutionFilters, useExecutionFilters } from './ExecutionFilters';

type Execution = Wire<ExecutionModel>;

const USUAL_ENVIRONMENT = 'production';

/** Also of the overview's list. */
export const EXECUTION_COLUMNS: readonly Column<Execution>[] = [
  { title: 'Status', cell: ({ status }) => <Status status={status} /> },
  {
    title: 'Workflow',
    cell: ({ id, workflow, revision, environment, test }) => (
      <Group gap={6}>
        <Anchor component={Link} to={pages.execution(id)} size="sm" className="wrap">
          {workflow}@{revision}
        </Anchor>
        {environment !== USUAL_ENVIRONMENT && (
          <Badge variant="outline" color="gray" tt="none" title="environment">
            {environment}
          </Badge>
        )}
        {test && (
          <Badge variant="outline" color="grape" tt="none">
            test
          </Badge>
        )}
      </Group>
    ),
  },
  { title: 'Event', cell: ({ eventType }) => <span className="wrap">{eventType}</span> },
  {
    title: 'Subject',
    cell: ({ subject }) =>
      subject !== null && (
        <Anchor
          component={Link}
          to={withQuery(pages.executions, { subject })}
          size="sm"
          c="inherit"
          className="mono wrap"
        >
          {subject}
        </Anchor>
      ),
  },
  { title: 'Accepted', cell: ({ acceptedAt }) => <Moment at={acceptedAt} /> },
  { title: 'Took', cell: (execution) => <Duration execution={execution} /> },
  { title: 'Tries', cell: ({ attempt }) => attempt },
];

/** What ran, runs and waits, newest first. */
export function Component() {
  const [filter, set] = useExecutionFilters();
  const isFiltered = Object.values(filter).some((value) => value !== '');
  return (
    <Page title="Executions">
      <ExecutionFilters filter={filter} set={set} />
      <List
        label="Executions"
        path={api.executions}
        filter={filter}
        columns={EXECUTION_COLUMNS}
        keyOf={({ id }) => id}
        everyMs={5000}
        empty={
          isFiltered ? (
            <>
              No execution is like that.{' '}
              <Anchor component={Link} to={pages.executions} size="sm">
                Show all
              </Anchor>
            </>
          ) : (
            <Text component="span">
              Nothing ran yet. The{' '}
              <Anchor component={Link} to={pages.overview}>
                overview
              </Anchor>{' '}
              says how to get to a first event.
            </Text>
          )
        }
      />
    </Page>
  );
}
