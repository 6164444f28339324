import { Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { pages } from '../../api/paths';
import { useMay } from '../../session/caller';
import { AskWhy } from '../../ui/AskWhy';
import { readAgain } from '../executions/execution';
import { type DeadLetter, discard, replay } from './letter';
import { ReplayAsk, type ReplayWay } from './ReplayAsk';

/** What an operator can do about one that is open: after a replay one sees how that goes. */
export function LetterDeeds({ letter }: { letter: DeadLetter }) {
  const { execution, status } = letter;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const replaying = useMutation({
    mutationFn: (way: ReplayWay) => replay(execution, way),
    onSuccess: async (made) => {
      await readAgain(queries, [execution]);
      await navigate(pages.execution(made.execution));
    },
  });
  const discarding = useMutation({
    mutationFn: (note: string) => discard(execution, note),
    onSuccess: () => readAgain(queries, [execution]),
  });
  if (!useMay('operator') || status !== 'open') {
    return null;
  }
  return (
    <Group gap="xs">
      <ReplayAsk
        label="Replay"
        question="It runs again for the same event, as another execution."
        isPending={replaying.isPending}
        onYes={replaying.mutate}
      />
      <AskWhy
        label="Discard"
        color="red"
        question="It is let go for good, and cannot be replayed afterwards."
        isPending={discarding.isPending}
        onYes={discarding.mutate}
      />
    </Group>
  );
}
