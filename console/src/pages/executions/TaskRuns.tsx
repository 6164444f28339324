import { Anchor, Box, Button, Center, Group, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { lengthOf } from '../../ui/moment';
import { Status } from '../../ui/Status';
import { useFilters } from '../../ui/use-filters';
import { useNow } from '../../ui/use-now';
import type { Execution, TaskRun } from './execution';
import { isOver } from './statuses';
import { TaskRunDrawer } from './TaskRunDrawer';
import { barOf, isLooped, isTakenOver, keyOfRun, nameOfRun, type Span, spanOf } from './timeline';

/** Rows that are shown at first: a loop may have thousands. */
const FEW = 200;

/** What the execution did, each task with the time it took; one of them may be looked into. */
export function TaskRuns({ execution }: { execution: Execution }) {
  const { taskRuns, status } = execution;
  const [{ task: chosen }, set] = useFilters(['task']);
  const [isWhole, showWhole] = useState(false);
  const now = useNow();
  if (taskRuns.length === 0) {
    return (
      <Text c="dimmed" p="xl" ta="center">
        {isOver(status) ? 'It ended before a task began.' : 'No task has begun yet.'}
      </Text>
    );
  }
  const span = spanOf(execution, now);
  const shown = isWhole ? taskRuns : taskRuns.slice(0, FEW);
  return (
    <>
      <Table.ScrollContainer minWidth={760}>
        <Table highlightOnHover verticalSpacing={6} aria-label="Task runs" layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w="24%">Task</Table.Th>
              <Table.Th w="14%">Action</Table.Th>
              <Table.Th w={116}>Status</Table.Th>
              <Table.Th w={64}>Tries</Table.Th>
              <Table.Th w={100}>Took</Table.Th>
              <Table.Th>
                <Group justify="space-between" wrap="nowrap">
                  <span>Time</span>
                  <Text size="xs" c="dimmed">
                    {lengthOf(span.to - span.from)}
                  </Text>
                </Group>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((run) => (
              <Row
                key={keyOfRun(run)}
                run={run}
                isChosen={keyOfRun(run) === chosen}
                span={isTakenOver(run, execution) ? null : span}
                onChoose={() => set('task', keyOfRun(run))}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {shown.length < taskRuns.length && (
        <Center>
          <Button variant="default" onClick={() => showWhole(true)}>
            Show all {taskRuns.length}
          </Button>
        </Center>
      )}
      <TaskRunDrawer
        run={taskRuns.find((run) => keyOfRun(run) === chosen)}
        onClose={() => set('task', null)}
      />
    </>
  );
}

interface RowParts {
  readonly run: TaskRun;
  readonly isChosen: boolean;
  /** Null: it ran in another execution. */
  readonly span: Span | null;
  readonly onChoose: () => void;
}

function Row({ run, isChosen, span, onChoose }: RowParts) {
  const { action, status, attempt, misses, startedAt, finishedAt } = run;
  const end = finishedAt === null ? span?.to : Date.parse(finishedAt);
  return (
    <Table.Tr bg={isChosen ? 'var(--mantine-primary-color-light)' : undefined}>
      <Table.Td pl={isLooped(run) ? 'xl' : undefined}>
        <Anchor component="button" type="button" size="sm" ta="left" className="wrap" onClick={onChoose}>
          {nameOfRun(run)}
        </Anchor>
      </Table.Td>
      <Table.Td className="wrap">{action}</Table.Td>
      <Table.Td>
        <Status status={status} />
      </Table.Td>
      <Table.Td title={misses > 0 ? `and ${misses} while the user was not known` : undefined}>
        {attempt}
        {misses > 0 && ` + ${misses}`}
      </Table.Td>
      <Table.Td>{end !== undefined && lengthOf(Math.max(0, end - Date.parse(startedAt)))}</Table.Td>
      <Table.Td>
        {span === null ? (
          <Text size="xs" c="dimmed">
            taken over
          </Text>
        ) : (
          <TimeBar run={run} span={span} />
        )}
      </Table.Td>
    </Table.Tr>
  );
}

const BAR_COLOURS: Readonly<Record<string, string>> = {
  succeeded: 'teal',
  failed: 'red',
  retrying: 'orange',
  waiting: 'violet',
  started: 'blue',
};

function TimeBar({ run, span }: { run: TaskRun; span: Span }) {
  const { left, width } = barOf(run, span);
  const colour = BAR_COLOURS[run.status] ?? 'gray';
  return (
    <Box
      h={10}
      pos="relative"
      bg="var(--mantine-color-default-border)"
      style={{ borderRadius: 5 }}
      aria-hidden
    >
      <Box
        h={10}
        pos="absolute"
        bg={`var(--mantine-color-${colour}-filled)`}
        style={{ left: `${left}%`, width: `${width}%`, minWidth: 3, borderRadius: 5 }}
      />
    </Box>
  );
}
