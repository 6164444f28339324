import { type UseMutationResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { EnvironmentModel } from '../../../../src/admin/environments/environments.dto.js';
import type { WorkflowModel } from '../../../../src/admin/workflows/workflows.dto.js';
import { get } from '../../api/client';
import { api } from '../../api/paths';
import { USUAL_ENVIRONMENT } from '../../api/places';
import type { Wire } from '../../api/wire';

/** A workflow as it stands in one environment. */
export type Workflow = Wire<WorkflowModel>;

export function nameOf({ namespace, id }: Pick<Workflow, 'namespace' | 'id'>): string {
  return `${namespace}/${id}`;
}

/** Whether nothing, something or a switch keeps it from running there. */
export function stateOf({ revision, enabled }: Pick<Workflow, 'revision' | 'enabled'>): string {
  return revision === null ? 'not deployed' : enabled ? 'enabled' : 'disabled';
}

/** One workflow, with the text and document of what is deployed there, else of its newest revision. */
export function useWorkflow(name: string, environment: string) {
  const path = api.workflow(name);
  return useQuery({
    queryKey: [path, { environment }],
    queryFn: () => get<Workflow>(path, { environment }),
  });
}

/** Names of all environments, the usual one alone until they are known. */
export function useEnvironments(): readonly string[] {
  const { data } = useQuery({
    queryKey: [api.environments, 'names'],
    queryFn: () => get<{ items: readonly Wire<EnvironmentModel>[] }>(api.environments),
    staleTime: 60_000,
  });
  return data?.items.map(({ name }) => name) ?? [USUAL_ENVIRONMENT];
}

/** A deed about workflows, after which all that is shown of them is asked for anew. */
export function useWorkflowDeed<Given = void, Answer = unknown>(
  deed: (given: Given) => Promise<Answer>,
  done?: (answer: Answer) => void,
  meta: { readonly isShown?: boolean } = {},
): UseMutationResult<Answer, Error, Given> {
  const queries = useQueryClient();
  return useMutation({
    meta,
    mutationFn: deed,
    onSuccess: async (answer) => {
      await queries.invalidateQueries({ predicate: ({ queryKey: [path] }) => isOfWorkflows(path) });
      done?.(answer);
    },
  });
}

function isOfWorkflows(path: unknown): boolean {
  return typeof path === 'string' && (path === api.workflows || path.startsWith(`${api.workflows}/`));
}
