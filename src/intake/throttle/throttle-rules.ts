import type { Config } from '../../config/config.js';
import type { RequestLimit } from '../../config/limits.js';
import { tenantScope, workflowScope } from '../../ledger/limit-scope.js';
import type { HookLimits } from '../../workflow/document.js';
import type { HookThrottle } from '../hook.js';
import type { ThrottleRule } from './throttle-rule.js';

/** A hook in one environment. */
export interface HookPlace {
  readonly hookId: string;
  readonly tenant: string;
  readonly environment: string;
  /** Of a workflow's own hook. */
  readonly workflowId?: string;
}

/** What was said about requests, by whoever has a say. */
export interface SaidRequests {
  readonly hook: HookLimits['requests'];
  readonly workflow?: RequestLimit | undefined;
  readonly tenant: RequestLimit | undefined;
}

export function hookThrottle(
  place: HookPlace,
  said: SaidRequests,
  { standard, unsaid }: Config['throttle'],
): HookThrottle {
  return {
    usual: throttleRules(place, said, { standard, unsaid }),
    documented: throttleRules(place, said, { standard, unsaid: standard }),
  };
}

/** All that a request to a hook is counted under: of the hook, its workflow and its tenant. Empty for most. */
export function throttleRules(
  { hookId, tenant, environment, workflowId }: HookPlace,
  said: SaidRequests,
  defaults: Config['throttle'],
): ThrottleRule[] {
  const ofHook = ownRequests(said.hook, defaults);
  return [
    ...(ofHook ? [{ key: `hook:${hookId}@${environment}`, ...ofHook }] : []),
    ...(said.workflow && workflowId !== undefined
      ? [{ key: workflowScope({ tenant, workflowId, environment }), ...said.workflow }]
      : []),
    ...(said.tenant ? [{ key: tenantScope(tenant), ...said.tenant }] : []),
  ];
}

function ownRequests(
  said: HookLimits['requests'],
  { standard, unsaid }: Config['throttle'],
): RequestLimit | null {
  switch (said) {
    case undefined:
      return unsaid;
    case 'none':
      return null;
    case 'default':
      return standard;
    default:
      return said;
  }
}
