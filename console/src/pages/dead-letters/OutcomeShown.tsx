import { Alert, Anchor, List, Text } from '@mantine/core';
import { Link } from 'react-router';
import { pages } from '../../api/paths';
import type { Outcome } from './many';

const MOST_NAMED = 10;

interface ShownParts {
  /** `Replayed` or `Discarded`. */
  readonly verb: string;
  readonly outcome: Outcome;
  readonly onClose: () => void;
}

/** What became of many letters. */
export function OutcomeShown({ verb, outcome: { done, failed }, onClose }: ShownParts) {
  const made = done.flatMap(({ execution }) => (execution === null ? [] : [execution]));
  const all = done.length + failed.length;
  return (
    <Alert
      color={failed.length > 0 ? 'orange' : 'teal'}
      title={`${verb} ${done.length} of ${all}`}
      withCloseButton
      closeButtonLabel="Close"
      onClose={onClose}
    >
      {made.length > 0 && (
        <Text size="sm" component="div">
          {made.slice(0, MOST_NAMED).map((execution, index) => (
            <span key={execution}>
              {index > 0 && ', '}
              <Anchor component={Link} to={pages.execution(execution)} size="sm">
                execution {index + 1}
              </Anchor>
            </span>
          ))}
          {made.length > MOST_NAMED && ` and ${made.length - MOST_NAMED} more`}
        </Text>
      )}
      {failed.length > 0 && (
        <List size="sm">
          {failed.slice(0, MOST_NAMED).map(({ letter, why }) => (
            <List.Item key={letter}>
              <Anchor component={Link} to={pages.execution(letter)} size="sm" className="mono">
                {letter}
              </Anchor>
              : {why}
            </List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
