/**
 * Whom a limit is for: `instance`, `tenant:NAME` or `workflow:TENANT/ID@ENVIRONMENT`. Executions are counted under it; one
 * that runs under a concurrency limit is claimed under the widest that has one.
 */
export type LimitScope = string;

export interface WorkflowPlace {
  readonly tenant: string;
  readonly workflowId: string;
  readonly environment: string;
}

export const INSTANCE: LimitScope = 'instance';

export const tenantScope = (tenant: string): LimitScope => `tenant:${tenant}`;

export const workflowScope = ({ tenant, workflowId, environment }: WorkflowPlace): LimitScope =>
  `workflow:${tenant}/${workflowId}@${environment}`;

/** The tenant a scope is of, or in; null for the instance. */
export function tenantOf(scope: LimitScope): string | null {
  return /^tenant:(.+)$|^workflow:(.+)\/[^/]+$/s.exec(scope)?.slice(1).find(Boolean) ?? null;
}

/** What a scope begins with. */
export const SCOPE_KINDS = ['instance', 'tenant', 'workflow'] as const;

/** One of SCOPE_KINDS. */
export function kindOf(scope: LimitScope): string {
  return scope.split(':', 1)[0]!;
}
