import { Alert, Anchor, Badge, Code, Group, Paper, Stack, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { pages } from '../../api/paths';
import { useMay } from '../../session/caller';
import { Failure } from '../../ui/Failure';
import { Moment } from '../../ui/Moment';
import { NotYet } from '../../ui/NotYet';
import { Page } from '../../ui/Page';
import { Status } from '../../ui/Status';
import { useFilters } from '../../ui/use-filters';
import { AuditTab } from './AuditTab';
import { CallbackCard } from './CallbackCard';
import { EventTab } from './EventTab';
import { type Execution, executionQuery } from './execution';
import { ExecutionDeeds } from './ExecutionDeeds';
import { ExecutionFacts } from './ExecutionFacts';
import { LetterCard } from './LetterCard';
import { isOver } from './statuses';
import { TaskRuns } from './TaskRuns';

const TABS = ['tasks', 'event', 'audit'] as const;
type Tab = (typeof TABS)[number];

/** One execution: how it stands, what it did, of which event it came, and what can be done about it. */
export function Component() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery(executionQuery(id));
  if (!data) {
    return (
      <Page title="Execution">
        <NotYet error={error} refetch={refetch} />
      </Page>
    );
  }
  return (
    <Page title={`Execution of ${data.workflow}`} actions={<ExecutionDeeds execution={data} />}>
      {error && <Failure error={error} again={() => void refetch()} />}
      <Head execution={data} />
      {data.deadLetter && <LetterCard letter={data.deadLetter} />}
      {data.callback && <CallbackCard callback={data.callback} execution={data} />}
      <Parts execution={data} />
    </Page>
  );
}

function Head({ execution }: { execution: Execution }) {
  const { id, status, reason, error, test, replayOf } = execution;
  return (
    <Paper withBorder p="md">
      <Stack>
        <Group gap="xs" component="output" aria-label="How it stands">
          <Status status={status} />
          {reason !== null && <Text size="sm">{reason}</Text>}
          {!isOver(status) && (
            <Badge variant="dot" color="blue" tt="none">
              live
            </Badge>
          )}
          {test && (
            <Badge variant="outline" color="grape" tt="none">
              test
            </Badge>
          )}
          {replayOf !== null && (
            <Text size="sm" c="dimmed">
              runs{' '}
              <Anchor component={Link} to={pages.execution(replayOf)} size="sm">
                an earlier execution
              </Anchor>{' '}
              again
            </Text>
          )}
          <Code ml="auto">{id}</Code>
        </Group>
        {error && execution.deadLetter === undefined && (
          <Alert color={isOver(status) ? 'red' : 'orange'} title={error.code} p="xs">
            <Text size="sm" className="wrap">
              {error.message}
            </Text>
          </Alert>
        )}
        {execution.erasedAt !== null && (
          <Text size="sm">
            What it had of a person was erased: <Moment at={execution.erasedAt} />
          </Text>
        )}
        <ExecutionFacts execution={execution} />
      </Stack>
    </Paper>
  );
}

function Parts({ execution }: { execution: Execution }) {
  const [{ tab }, set] = useFilters(['tab']);
  const mayReadAudit = useMay('auditor');
  const known = TABS.filter((one) => one !== 'audit' || mayReadAudit);
  const shown: Tab = known.find((one) => one === tab) ?? 'tasks';
  return (
    <Tabs
      value={shown}
      onChange={(value) => set('tab', value === 'tasks' ? null : value)}
      keepMounted={false}
    >
      <Tabs.List mb="md">
        <Tabs.Tab value="tasks">Tasks</Tabs.Tab>
        <Tabs.Tab value="event">Event</Tabs.Tab>
        {mayReadAudit && <Tabs.Tab value="audit">Audit ({execution.auditEntries})</Tabs.Tab>}
      </Tabs.List>
      <Tabs.Panel value="tasks">
        <TaskRuns execution={execution} />
      </Tabs.Panel>
      <Tabs.Panel value="event">
        <EventTab execution={execution} />
      </Tabs.Panel>
      <Tabs.Panel value="audit">
        <AuditTab execution={execution} />
      </Tabs.Panel>
    </Tabs>
  );
}
