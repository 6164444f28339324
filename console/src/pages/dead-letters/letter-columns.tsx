import { Anchor, Checkbox, Group, Stack, Text } from '@mantine/core';
import type { Column } from '../../ui/List';
import { Moment } from '../../ui/Moment';
import { Status } from '../../ui/Status';
import { ExecutionLink } from '../executions/ExecutionLink';
import { type DeadLetter, reasonOf } from './letter';

/** `open` shows one letter whole. */
export function columnsOf(open: (execution: string) => void): readonly Column<DeadLetter>[] {
  return [
    {
      title: 'Fault',
      cell: ({ execution, error, task }) => (
        <Stack gap={0} maw={420}>
          <Anchor component="button" type="button" size="sm" ta="left" onClick={() => open(execution)}>
            {error.code}
            {task !== null && ` in ${task}`}
          </Anchor>
          <Text size="xs" c="dimmed" className="wrap" lineClamp={2}>
            {error.message}
          </Text>
        </Stack>
      ),
    },
    {
      title: 'Reason',
      cell: ({ reason, status }) =>
        status === 'open' ? (
          <span title={reasonOf(reason)}>{reason}</span>
        ) : (
          <Group gap={6}>
            <span title={reasonOf(reason)}>{reason}</span>
            <Status status={status} />
          </Group>
        ),
    },
    {
      title: 'Execution',
      cell: (letter) => <ExecutionLink id={letter.execution} of={letter} />,
    },
    { title: 'Event', cell: ({ eventType }) => <span className="wrap">{eventType}</span> },
    {
      title: 'Subject',
      cell: ({ subject, erasedAt }) => (
        <span className="mono wrap">{erasedAt === null ? subject : 'erased'}</span>
      ),
    },
    { title: 'Tries', cell: ({ attempts }) => attempts },
    { title: 'Buried', cell: ({ buriedAt }) => <Moment at={buriedAt} /> },
  ];
}

/** The column in which letters are chosen. */
export function choiceOf(
  chosen: ReadonlySet<string>,
  toggle: (execution: string) => void,
): Column<DeadLetter> {
  return {
    title: '',
    cell: ({ execution, workflow, subject }) => (
      <Checkbox
        size="xs"
        aria-label={`Choose ${workflow} for ${subject ?? 'no subject'}`}
        checked={chosen.has(execution)}
        onChange={() => toggle(execution)}
      />
    ),
  };
}
