/** Names one immutable version of a workflow. */
export interface RevisionKey {
  readonly workflowId: string;
  readonly revision: number;
}
