import type { Extension } from '@codemirror/state';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { get } from '../../../api/client';
import { api } from '../../../api/paths';
import type { Named } from './completion/expression-proposals';
import type { Schema } from './completion/schema-walk';

/** As many as one page of the API may have. */
const MOST_NAMES = 200;
const NONE: readonly Named[] = [];

/** Completion for the editor, once what it takes was fetched: the published schema, and the code for it. */
export function useCompletion(environment: string): Extension | null {
  const { data } = useQuery({ queryKey: [api.workflowSchema], queryFn: fetchParts, staleTime: Infinity });
  const secrets = useNames(api.secrets);
  const variables = useNames(api.variables);
  return useMemo(
    () => data?.completionOf(data.schema, { environment, secrets, variables }) ?? null,
    [data, environment, secrets, variables],
  );
}

async function fetchParts() {
  const [schema, { completionOf }] = await Promise.all([
    get<Schema>(api.workflowSchema),
    import('./completion/completion'),
  ]);
  return { schema, completionOf };
}

/** None as long as they are not known, or cannot be: the editor does without. */
function useNames(path: string): readonly Named[] {
  const { data } = useQuery({
    queryKey: [path, 'names'],
    queryFn: async () => (await get<{ items: readonly Named[] }>(path, { limit: MOST_NAMES })).items,
  });
  return data ?? NONE;
}
