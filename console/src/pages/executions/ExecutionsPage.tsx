import { Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { api, pages } from '../../api/paths';
import { List } from '../../ui/List';
import { Page } from '../../ui/Page';
import { EXECUTION_COLUMNS } from './execution-columns';
import { ExecutionFilters, useExecutionFilters } from './ExecutionFilters';

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
