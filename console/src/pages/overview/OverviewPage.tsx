import { Anchor, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { withQuery } from '../../api/client';
import { api, pages } from '../../api/paths';
import { useCaller, useMay } from '../../session/caller';
import { type Column, List } from '../../ui/List';
import { Moment } from '../../ui/Moment';
import { Page } from '../../ui/Page';
import type { DeadLetter } from '../dead-letters/letter';
import { EXECUTION_COLUMNS } from '../executions/execution-columns';
import { Counts } from './Counts';
import { Doctor } from './Doctor';
import { Drill } from './Drill';
import { FirstSteps } from './FirstSteps';

/** Whose operators look after the whole installation. */
const FIRST_TENANT = 'main';

const FAILURE_COLUMNS: readonly Column<DeadLetter>[] = [
  {
    title: 'Fault',
    cell: ({ execution, error, task }) => (
      <Stack gap={0} maw={480}>
        <Anchor component={Link} to={withQuery(pages.deadLetters, { letter: execution })} size="sm">
          {error.code}
          {task !== null && ` in ${task}`}
        </Anchor>
        <Text size="xs" c="dimmed" className="wrap" lineClamp={1}>
          {error.message}
        </Text>
      </Stack>
    ),
  },
  { title: 'Reason', cell: ({ reason }) => reason },
  {
    title: 'Execution',
    cell: ({ execution, workflow, revision }) => (
      <Anchor component={Link} to={pages.execution(execution)} size="sm" className="wrap">
        {workflow}@{revision}
      </Anchor>
    ),
  },
  { title: 'Subject', cell: ({ subject }) => <span className="mono wrap">{subject}</span> },
  { title: 'Buried', cell: ({ buriedAt }) => <Moment at={buriedAt} /> },
];

/** What a person on duty looks at first. */
export function Component() {
  const { tenant, namespaces } = useCaller();
  const isOperator = useMay('operator');
  const isAuthor = useMay('author');
  const isOfAll = namespaces.length === 0;
  return (
    <Page title="Overview">
      <Counts />
      {isAuthor && isOfAll && <FirstSteps />}
      {isOperator && isOfAll && (
        <SimpleGrid cols={{ base: 1, lg: 2 }}>
          {tenant === FIRST_TENANT && <Doctor />}
          <Drill />
        </SimpleGrid>
      )}
      <Part title="Newest failures" all={['All dead letters', pages.deadLetters]}>
        <List
          label="Newest failures"
          path={api.deadLetters}
          filter={{ status: 'open', limit: 5 }}
          columns={FAILURE_COLUMNS}
          keyOf={({ execution }) => execution}
          everyMs={5000}
          empty="Nothing was given up on."
        />
      </Part>
      <Part title="Newest executions" all={['All executions', pages.executions]}>
        <List
          label="Newest executions"
          path={api.executions}
          filter={{ limit: 10 }}
          columns={EXECUTION_COLUMNS}
          keyOf={({ id }) => id}
          everyMs={2000}
          empty="Nothing ran yet."
        />
      </Part>
    </Page>
  );
}

interface PartParts {
  readonly title: string;
  /** Where all of it is. */
  readonly all: readonly [label: string, to: string];
  readonly children: ReactNode;
}

function Part({ title, all: [label, to], children }: PartParts) {
  return (
    <section aria-label={title}>
      <Group justify="space-between" mb={4}>
        <Title order={2} size="h5">
          {title}
        </Title>
        <Anchor component={Link} to={to} size="sm">
          {label}
        </Anchor>
      </Group>
      {children}
    </section>
  );
}
