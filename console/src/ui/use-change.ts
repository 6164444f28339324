import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';

interface ChangeOptions<Answer> {
  /** API paths; whatever was read below them is read anew. */
  readonly changes?: readonly string[];
  /** A failure is shown where the deed is asked for, not in a notification. */
  readonly isShown?: boolean;
  readonly onSuccess?: (answer: Answer) => void;
}

/** A deed by the API. Its answer is kept by nobody but the page that shows it. */
export function useChange<Given, Answer>(
  deed: (given: Given) => Promise<Answer>,
  { changes = [], isShown = false, onSuccess }: ChangeOptions<Answer> = {},
): UseMutationResult<Answer, Error, Given> {
  const queries = useQueryClient();
  return useMutation({
    meta: { isShown },
    gcTime: 0,
    mutationFn: deed,
    onSuccess: async (answer) => {
      onSuccess?.(answer);
      await Promise.all(changes.map((path) => queries.invalidateQueries({ queryKey: [path] })));
    },
  });
}
