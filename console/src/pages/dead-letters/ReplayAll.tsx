import { Loader, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { post } from '../../api/client';
import { api } from '../../api/paths';
import { Failure } from '../../ui/Failure';
import type { Outcome } from './many';
import { ReplayAsk, type ReplayWay } from './ReplayAsk';

/** As many as one call replays when it does not say how many. */
const MOST = 10_000;

interface AllParts {
  readonly filter: Readonly<Record<string, string>>;
  readonly onDone: (outcome: Outcome) => void;
}

/** Replays every open letter that matches, once one has seen how many there are. */
export function ReplayAll({ filter, onDone }: AllParts) {
  const replaying = useMutation({
    mutationFn: (way: ReplayWay) =>
      post<{ executions: readonly string[] }>(api.replayAll, { ...way, filter }),
    onSuccess: ({ executions }) =>
      onDone({ done: executions.map((execution) => ({ letter: execution, execution })), failed: [] }),
  });
  return (
    <ReplayAsk
      label="Replay all that match"
      question={<Matching filter={filter} />}
      isPending={replaying.isPending}
      onYes={replaying.mutate}
    />
  );
}

/** Counted when it is asked, which is when the question is shown. */
function Matching({ filter }: Pick<AllParts, 'filter'>) {
  const { data, error } = useQuery({
    queryKey: [api.replayAll, filter],
    queryFn: () => post<{ matches: number }>(api.replayAll, { filter, dryRun: true }),
    staleTime: 0,
    gcTime: 0,
  });
  if (!data) {
    return error ? <Failure error={error} /> : <Loader size="xs" aria-label="Counting" />;
  }
  const { matches } = data;
  const said = Object.entries(filter).map(([name, value]) => `${name} ${value}`);
  return (
    <>
      <Text size="sm">
        <strong>
          {matches >= MOST ? `The oldest ${MOST}` : matches} open{' '}
          {matches === 1 ? 'dead letter' : 'dead letters'}
        </strong>{' '}
        {said.length === 0 ? 'of all that there are' : `with ${said.join(', ')}`} now: each runs again for its
        event, oldest first.
      </Text>
    </>
  );
}
