import { Button, Group, Paper, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { AskWhy } from '../../ui/AskWhy';
import { readAgain } from '../executions/execution';
import { DiscardAll } from './DiscardAll';
import { discard, type LetterFilterBody, replay } from './letter';
import { forEach, type Outcome } from './many';
import { OutcomeShown } from './OutcomeShown';
import { ReplayAll } from './ReplayAll';
import { ReplayAsk, type ReplayWay } from './ReplayAsk';

interface ManyParts {
  /** Executions whose letters are chosen. */
  readonly chosen: readonly string[];
  /** Those that the list shows. */
  readonly chooseShown: () => void;
  readonly chooseNone: () => void;
  readonly filter: LetterFilterBody;
}

interface Told {
  readonly verb: string;
  readonly outcome: Outcome;
}

/** What can be done about many open letters: those that are chosen, or all that match. */
export function ManyDeeds({ chosen, chooseShown, chooseNone, filter }: ManyParts) {
  const [told, tell] = useState<Told | null>(null);
  const queries = useQueryClient();
  const after = async (verb: string, outcome: Outcome): Promise<void> => {
    tell({ verb, outcome });
    chooseNone();
    await readAgain(queries, []);
  };
  const replaying = useMutation({
    mutationFn: (way: ReplayWay) => forEach(chosen, async (letter) => (await replay(letter, way)).execution),
    onSuccess: (outcome) => after('Replayed', outcome),
  });
  const discarding = useMutation({
    mutationFn: (note: string) => forEach(chosen, (letter) => discard(letter, note).then(() => null)),
    onSuccess: (outcome) => after('Discarded', outcome),
  });
  const letters = chosen.length === 1 ? 'the chosen dead letter' : `the ${chosen.length} chosen dead letters`;
  return (
    <>
      <Paper withBorder px="sm" py={6} component="section" aria-label="What to do">
        <Group gap="xs" mih={30}>
          {chosen.length === 0 ? (
            <>
              <Button size="xs" variant="subtle" onClick={chooseShown}>
                Choose all shown
              </Button>
              <ReplayAll filter={filter} onDone={(outcome) => void after('Replayed', outcome)} />
              <DiscardAll filter={filter} onDone={(outcome) => void after('Discarded', outcome)} />
            </>
          ) : (
            <>
              <Text size="sm">{chosen.length} chosen</Text>
              <ReplayAsk
                label="Replay chosen"
                question={`The executions of ${letters} run again for the same events.`}
                isPending={replaying.isPending}
                onYes={replaying.mutate}
              />
              <AskWhy
                label="Discard chosen"
                color="red"
                question={`The executions of ${letters} are let go for good.`}
                isPending={discarding.isPending}
                onYes={discarding.mutate}
              />
              <Button size="xs" variant="subtle" onClick={chooseNone}>
                Choose none
              </Button>
            </>
          )}
        </Group>
      </Paper>
      {told && <OutcomeShown {...told} onClose={() => tell(null)} />}
    </>
  );
}
