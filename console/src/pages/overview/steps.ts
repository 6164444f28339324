/** How far somebody has come who sets Signet up. */

/** What a drill makes by itself does not count. */
const OF_DRILLS = { source: 'signet-drill', workflow: 'signet/drill' };

interface Found {
  readonly sources: readonly { readonly name: string }[];
  readonly workflows: readonly { readonly namespace: string; readonly id: string }[];
  /** The newest of them. */
  readonly executions: readonly { readonly workflow: string }[];
  /** Whether there are older ones. */
  readonly hasOlder: boolean;
}

export interface Steps {
  readonly source: boolean;
  readonly workflow: boolean;
  readonly event: boolean;
}

export function stepsOf({ sources, workflows, executions, hasOlder }: Found): Steps {
  return {
    source: sources.some(({ name }) => name !== OF_DRILLS.source),
    workflow: workflows.some(({ namespace, id }) => `${namespace}/${id}` !== OF_DRILLS.workflow),
    event: hasOlder || executions.some(({ workflow }) => workflow !== OF_DRILLS.workflow),
  };
}
