import { List, Text } from '@mantine/core';
import type { Change } from '../../../../src/workflow/diff/change.js';
import { changeSentence } from './changes';

interface ChangesParts {
  readonly label: string;
  readonly changes: readonly Change[];
}

/** What two documents say differently, a sentence each. */
export function Changes({ label, changes }: ChangesParts) {
  if (changes.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        Both mean the same.
      </Text>
    );
  }
  return (
    <List size="sm" aria-label={label} spacing={4}>
      {changes.map((change) => {
        const sentence = changeSentence(change);
        return (
          <List.Item key={sentence} className="wrap">
            {sentence}
          </List.Item>
        );
      })}
    </List>
  );
}
