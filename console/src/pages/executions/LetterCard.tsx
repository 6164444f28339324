import { Group, Paper, Stack, Title } from '@mantine/core';
import { Status } from '../../ui/Status';
import { LetterFacts } from '../dead-letters/LetterFacts';
import type { DeadLetter } from './execution';

/** The dead letter of an execution that was given up on. */
export function LetterCard({ letter }: { letter: DeadLetter }) {
  return (
    <Paper withBorder p="md" component="section" aria-label="Dead letter">
      <Stack gap="sm">
        <Group gap="xs">
          <Title order={2} size="h6">
            Dead letter
          </Title>
          <Status status={letter.status} />
        </Group>
        <LetterFacts letter={letter} />
      </Stack>
    </Paper>
  );
}
