import type { CompiledTrigger, CompiledWorkflow } from '../workflow/compile.js';
import type { DeployedLimits } from '../workflow/deployed-limits.js';
import type { CallbackRule } from './answers/callback/callback-rule.js';
import type { Gate } from './gate.js';
import type { ThrottleRule } from './throttle/throttle-rule.js';
import type { LiveSecret } from './source-secrets.js';

/** A workflow as deployed in one environment, ready to be matched against events. */
export interface Deployed {
  readonly workflowId: string;
  readonly revision: number;
  readonly tenant: string;
  readonly environment: string;
  readonly workflow: CompiledWorkflow;
  /** With their switches as they stand in this environment. */
  readonly triggers: readonly CompiledTrigger[];
  /** What `var('NAME')` reads. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly limits: DeployedLimits;
}

/** Somebody waits to see what is sent to a hook. */
export interface SampleWindow {
  readonly id: string;
  readonly until: Date;
  /** The trigger is off: the hook is there for the sample alone. */
  readonly alone: boolean;
}

/** What the requests to a hook are counted under; empty: they are not. */
export interface HookThrottle {
  readonly usual: readonly ThrottleRule[];
  /** Of those that come by a route documented to be limited: a hook that says nothing takes the standard. */
  readonly documented: readonly ThrottleRule[];
}

/** A hook in one environment as intake knows it: kept in memory, made again when anything about it changes. */
export interface Hook {
  readonly id: string;
  readonly tenant: string;
  readonly environment: string;
  /** `source NAME` or `NAMESPACE/WORKFLOW/TRIGGER`: the label of its metrics. */
  readonly label: string;
  readonly gate: Gate;
  readonly sample?: SampleWindow;
  readonly throttle: HookThrottle;
  /** The live secrets of a source; a workflow's are its namespace's. */
  readonly secrets: readonly LiveSecret[];
  /** Where its senders ask to be called back; undefined where they cannot. */
  readonly callback?: CallbackRule;
  readonly owner:
    | { readonly kind: 'source'; readonly name: string }
    | { readonly kind: 'workflow'; readonly deployed: Deployed; readonly trigger: CompiledTrigger };
}
