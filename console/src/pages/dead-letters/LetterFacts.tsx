import { Alert, Anchor, Text } from '@mantine/core';
import { Link } from 'react-router';
import { withQuery } from '../../api/client';
import { pages } from '../../api/paths';
import { Facts } from '../../ui/Facts';
import { Moment } from '../../ui/Moment';
import { type DeadLetter, reasonOf } from './letter';

/** Why it was given up on, and what became of it since. */
export function LetterFacts({ letter }: { letter: DeadLetter }) {
  const { reason, error, task, attempts, fingerprint, buriedAt } = letter;
  const { resolvedAt, resolvedBy, note, replayExecution } = letter;
  return (
    <>
      <Alert color="red" title={error.code} p="xs">
        <Text size="sm" className="wrap">
          {error.message}
        </Text>
      </Alert>
      <Facts
        label="Dead letter"
        facts={[
          ['Reason', `${reason}: ${reasonOf(reason)}`],
          ['Task', task],
          ['Tries', attempts],
          ['Buried', <Moment key="buried" at={buriedAt} />],
          [
            'Same fault',
            <Anchor
              key="fault"
              component={Link}
              to={withQuery(pages.deadLetters, { fingerprint })}
              size="sm"
              className="mono"
            >
              {fingerprint}
            </Anchor>,
          ],
          ['Resolved', resolvedAt && <Moment at={resolvedAt} />],
          ['By', resolvedBy],
          ['Note', note],
          [
            'Replayed as',
            replayExecution && (
              <Anchor component={Link} to={pages.execution(replayExecution)} size="sm">
                another execution
              </Anchor>
            ),
          ],
        ]}
      />
    </>
  );
}
