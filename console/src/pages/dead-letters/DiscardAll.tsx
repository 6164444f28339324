import { useMutation } from '@tanstack/react-query';
import { post } from '../../api/client';
import { api } from '../../api/paths';
import { AskWhy } from '../../ui/AskWhy';
import type { LetterFilterBody } from './letter';
import type { Outcome } from './many';
import { Matching } from './Matching';

interface AllParts {
  readonly filter: LetterFilterBody;
  readonly onDone: (outcome: Outcome) => void;
}

/** Lets every open letter go that matches, once one has seen how many there are and said why. */
export function DiscardAll({ filter, onDone }: AllParts) {
  const discarding = useMutation({
    mutationFn: (note: string) => post<{ executions: readonly string[] }>(api.discardAll, { filter, note }),
    onSuccess: ({ executions }) =>
      onDone({ done: executions.map((letter) => ({ letter, execution: null })), failed: [] }),
  });
  return (
    <AskWhy
      label="Discard all that match"
      color="red"
      question={
        <Matching path={api.discardAll} filter={filter}>
          each is let go for good, and cannot be replayed afterwards.
        </Matching>
      }
      isPending={discarding.isPending}
      onYes={discarding.mutate}
    />
  );
}
