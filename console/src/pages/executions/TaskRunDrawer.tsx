import { Alert, Anchor, Drawer, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from 'react-router';
import { pages } from '../../api/paths';
import { Facts } from '../../ui/Facts';
import { Json } from '../../ui/Json';
import { Moment } from '../../ui/Moment';
import { Status } from '../../ui/Status';
import type { TaskRun } from './execution';
import { childOf } from './family';
import { nameOfRun } from './timeline';

interface DrawerParts {
  /** Undefined: none is looked into. */
  readonly run: TaskRun | undefined;
  readonly onClose: () => void;
}

/** One task run: what went in, what came out, what went wrong. */
export function TaskRunDrawer({ run, onClose }: DrawerParts) {
  return (
    <Drawer
      opened={run !== undefined}
      onClose={onClose}
      position="right"
      size="lg"
      title={run && `Task ${nameOfRun(run)}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {run && <Run run={run} />}
    </Drawer>
  );
}

function Run({ run }: { run: TaskRun }) {
  const { action, status, attempt, misses, startedAt, finishedAt, input, output, error } = run;
  const child = childOf(run);
  return (
    <Stack>
      <Group gap="xs">
        <Status status={status} />
        <Text size="sm">{action}</Text>
        {child !== null && (
          <Anchor component={Link} to={pages.execution(child)} size="sm">
            The execution it started
          </Anchor>
        )}
        {action === 'approval' && status === 'waiting' && (
          <Anchor component={Link} to={pages.approvals} size="sm">
            To the approvals
          </Anchor>
        )}
      </Group>
      <Facts
        label="Task run"
        facts={[
          ['Started', <Moment key="started" at={startedAt} />],
          ['Finished', finishedAt && <Moment at={finishedAt} />],
          ['Tries', attempt],
          ['While the user was not known', misses === 0 ? null : misses],
        ]}
      />
      {error && (
        <Alert color={status === 'failed' ? 'red' : 'orange'} title={error.code} p="xs">
          <Text size="sm" className="wrap">
            {error.message}
          </Text>
        </Alert>
      )}
      <Value label="Input" value={input} />
      <Value label="Output" value={output} />
    </Stack>
  );
}

function Value({ label, value }: { label: string; value: unknown }) {
  return (
    <section>
      <Title order={2} size="h6">
        {label}
      </Title>
      {value === null || value === undefined ? (
        <Text size="sm" c="dimmed">
          nothing
        </Text>
      ) : (
        <Json value={value} label={label} />
      )}
    </section>
  );
}
