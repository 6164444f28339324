import { Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { post } from '../../api/client';
import { Failure } from '../../ui/Failure';
import type { LetterFilterBody } from './letter';

/** As many as one call decides about when it does not say how many. */
const MOST = 10_000;

interface MatchingParts {
  /** Of the deed, which can also count. */
  readonly path: string;
  readonly filter: LetterFilterBody;
  /** What becomes of each. */
  readonly children: string;
}

/** How many open letters match, counted when it is asked, which is when the question is shown. */
export function Matching({ path, filter, children }: MatchingParts) {
  const { data, error } = useQuery({
    queryKey: [path, filter],
    queryFn: () => post<{ matches: number }>(path, { filter, dryRun: true }),
    staleTime: 0,
    gcTime: 0,
  });
  if (!data) {
    return error ? <Failure error={error} /> : <Loader size="xs" aria-label="Counting" />;
  }
  const { matches } = data;
  const said = Object.entries(filter).map(([name, value]) => `${name} ${value}`);
  return (
    <Text size="sm">
      <strong>
        {matches >= MOST ? `The oldest ${MOST}` : matches} open{' '}
        {matches === 1 ? 'dead letter' : 'dead letters'}
      </strong>{' '}
      {said.length === 0 ? 'of all that there are' : `with ${said.join(', ')}`} now: {children}
    </Text>
  );
}
