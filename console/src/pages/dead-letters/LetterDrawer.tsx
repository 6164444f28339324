import { Anchor, Drawer, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { get } from '../../api/client';
import { api, pages } from '../../api/paths';
import { Facts } from '../../ui/Facts';
import { NotYet } from '../../ui/NotYet';
import { Status } from '../../ui/Status';
import type { DeadLetter } from './letter';
import { LetterDeeds } from './LetterDeeds';
import { LetterFacts } from './LetterFacts';

/** One letter, beside the list; '' for none. */
export function LetterDrawer({ execution, onClose }: { execution: string; onClose: () => void }) {
  return (
    <Drawer
      opened={execution !== ''}
      onClose={onClose}
      position="right"
      size="lg"
      title="Dead letter"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {execution !== '' && <Letter execution={execution} />}
    </Drawer>
  );
}

function Letter({ execution }: { execution: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: [api.deadLetter(execution)],
    queryFn: () => get<DeadLetter>(api.deadLetter(execution)),
  });
  if (!data) {
    return <NotYet error={error} refetch={refetch} />;
  }
  const { workflow, revision, eventType, subject, environment, status } = data;
  return (
    <Stack>
      <Group justify="space-between">
        <Group gap="xs">
          <Status status={status} />
          <Anchor component={Link} to={pages.execution(execution)} size="sm">
            The execution
          </Anchor>
        </Group>
        <LetterDeeds letter={data} />
      </Group>
      <Facts
        label="Execution"
        facts={[
          ['Workflow', `${workflow}@${revision}`],
          ['Event type', eventType],
          ['Subject', data.erasedAt === null ? subject : 'erased'],
          ['Environment', environment],
        ]}
      />
      <LetterFacts letter={data} />
      <Text size="xs" c="dimmed">
        <span className="mono">signet dead-letters show {execution}</span>
      </Text>
    </Stack>
  );
}
