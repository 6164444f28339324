import type { Limits } from '../config/limits.js';
import {
  INSTANCE,
  type LimitScope,
  tenantScope,
  type WorkflowPlace,
  workflowScope,
} from '../ledger/limit-scope.js';
import type { Quota } from '../ledger/quota.js';
import type { WorkflowDocument, WorkflowLimits } from './document.js';

/** What holds for the executions of a workflow as it is deployed in one environment. */
export interface DeployedLimits {
  /** Under which they are claimed; null when nothing limits how many run at a time. */
  readonly claimScope: LimitScope | null;
  /** Of the instance, the tenant and the workflow. Empty for most. */
  readonly quotas: readonly Quota[];
}

/** Limits from outside of the document. */
export interface OuterLimits {
  readonly instance: Limits;
  readonly tenant: Limits;
}

export function deployedLimits(
  place: WorkflowPlace,
  document: WorkflowDocument,
  outer: OuterLimits,
): DeployedLimits {
  const own = document.concurrency ? workflowScope(place) : null;
  return {
    claimScope: outerClaimScope(place.tenant, outer) ?? own,
    quotas: quotasOfWorkflow(place, document.limits ?? {}, outer),
  };
}

/** All that one execution counts for. */
export function quotasOfWorkflow(place: WorkflowPlace, own: WorkflowLimits, outer: OuterLimits): Quota[] {
  return [
    ...quotasOf(INSTANCE, outer.instance),
    ...quotasOf(tenantScope(place.tenant), outer.tenant),
    ...quotasOf(workflowScope(place), own),
  ];
}

/** The widest scope that limits how many executions of a tenant run at a time, whatever their workflow says. */
export function outerClaimScope(tenant: string, outer: OuterLimits): LimitScope | null {
  if (outer.instance.concurrency) {
    return INSTANCE;
  }
  return outer.tenant.concurrency ? tenantScope(tenant) : null;
}

function quotasOf(scope: LimitScope, { perDay, perMonth }: Pick<Limits, 'perDay' | 'perMonth'>): Quota[] {
  return [
    ...(perDay === undefined ? [] : [{ scope, period: 'day', limit: perDay } as const]),
    ...(perMonth === undefined ? [] : [{ scope, period: 'month', limit: perMonth } as const]),
  ];
}

/** The shortest time one attempt may take; undefined when nobody set one. */
export function shortestTimeoutMs(...given: readonly (number | undefined)[]): number | undefined {
  const shortest = Math.min(...given.map((ms) => ms ?? Infinity));
  return shortest === Infinity ? undefined : shortest;
}
