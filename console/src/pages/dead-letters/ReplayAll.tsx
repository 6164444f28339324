import { useMutation } from '@tanstack/react-query';
import { post } from '../../api/client';
import { api } from '../../api/paths';
import type { LetterFilterBody } from './letter';
import type { Outcome } from './many';
import { Matching } from './Matching';
import { ReplayAsk, type ReplayWay } from './ReplayAsk';

interface AllParts {
  readonly filter: LetterFilterBody;
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
      question={
        <Matching path={api.replayAll} filter={filter}>
          each runs again for its event, oldest first.
        </Matching>
      }
      isPending={replaying.isPending}
      onYes={replaying.mutate}
    />
  );
}
