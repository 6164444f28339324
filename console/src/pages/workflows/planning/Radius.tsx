import { Alert, Text } from '@mantine/core';
import type { PlannedRadius } from '../../../../../src/planning/planned-radius.js';

/** From how many users each workflow would take something away, and whether a person would be asked. */
export function Radius({ radius }: { radius: readonly PlannedRadius[] }) {
  return radius.map(({ workflow, users, limit, asks }) =>
    asks > 0 ? (
      <Alert key={workflow} color="red" title="The blast radius would be reached">
        {workflow} would take something away from {users} users; it may from {limit} before a person is asked,
        which would have been {asks} times.
      </Alert>
    ) : (
      <Text key={workflow} size="sm">
        {workflow} would take something away from {users} {users === 1 ? 'user' : 'users'}
        {limit === null ? '.' : `, of ${limit} before a person is asked.`}
      </Text>
    ),
  );
}
