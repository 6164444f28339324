/** `namespace/id` of what a subflow starts; null where only a run tells. */
export function subflowName(namespace: string, workflow: string): string | null {
  if (workflow.includes('{{')) {
    return null;
  }
  return workflow.includes('/') ? workflow : `${namespace}/${workflow}`;
}
