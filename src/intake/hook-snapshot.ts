import { TriggerIndex } from '../workflow/trigger-match.js';
import { changesUsers } from './causes/changes-users.js';
import type { Deployed, Hook } from './hook.js';
import type { DeploymentRow } from './hook-rows.js';
import { type WorkflowHook, WorkflowHooks } from './workflow-hooks.js';

/** What an address leads to in one environment, or why it leads nowhere. */
export type Found =
  | { readonly kind: 'hook'; readonly hook: Hook }
  | { readonly kind: 'unknown' }
  /** There is a hook, and it cannot be opened just now: its senders are asked to come again. */
  | { readonly kind: 'stuck' }
  /** The hook is known, and its tenant has no such environment. */
  | { readonly kind: 'no_environment' };

const UNKNOWN: Found = { kind: 'unknown' };
const STUCK: Found = { kind: 'stuck' };
const NO_ENVIRONMENT: Found = { kind: 'no_environment' };

/** Where a workflow is deployed. */
type WorkflowPlace = Pick<DeploymentRow, 'id' | 'tenant' | 'namespace' | 'name' | 'environment'>;

/** All hooks and deployed workflows at one moment; never changed once it is in use. */
export class HookSnapshot {
  private readonly places = new Map<
    string,
    { readonly tenant: string; readonly found: Map<string, Found> }
  >();
  private readonly environments = new Map<string, Set<string>>();
  private readonly workflows = new Map<string, WorkflowHooks>();
  private readonly named = new Map<string, WorkflowHooks[]>();
  private readonly bearers = new Set<string>();
  private readonly deployed: Deployed[] = [];
  private readonly outside = new Set<string>();
  private readonly changing = new Map<string, boolean>();
  private readonly indexes = new Map<string, TriggerIndex<Deployed>>();

  addEnvironment(tenant: string, name: string): void {
    const known = this.environments.get(tenant) ?? new Set<string>();
    this.environments.set(tenant, known.add(name));
  }

  /** The tenant has a directory of somebody else. */
  addOutsideDirectory(tenant: string): void {
    this.outside.add(tenant);
  }

  /** Environments of a tenant. */
  environmentsOf(tenant: string): ReadonlySet<string> {
    return this.environments.get(tenant) ?? new Set();
  }

  /** For callers that name the workflow and not the address of its hook. */
  addWorkflowHook(place: WorkflowPlace, hook: WorkflowHook): void {
    const known = this.workflows.get(place.id) ?? this.addWorkflow(place);
    known.add(place.environment, hook);
    hook.hook?.gate.bearerDigests.forEach((digest) => this.bearers.add(digest.toString('hex')));
  }

  /** Whether a token of this digest is the bearer token of any workflow. A digest tells nobody by its time what comes near it. */
  knowsBearer(digest: Buffer): boolean {
    return this.bearers.has(digest.toString('hex'));
  }

  workflow(id: string): WorkflowHooks | undefined {
    return this.workflows.get(id);
  }

  /** Of all namespaces of the tenant. */
  workflowsNamed(tenant: string, name: string): readonly WorkflowHooks[] {
    return this.named.get(`${tenant}\n${name}`) ?? [];
  }

  addDeployed(deployed: Deployed): void {
    this.deployed.push(deployed);
  }

  /** `hook` null: it is there and cannot be opened. */
  addHook(address: string, place: { tenant: string; environment: string }, hook: Hook | null): void {
    const known = this.places.get(address) ?? { tenant: place.tenant, found: new Map<string, Found>() };
    known.found.set(place.environment, hook ? { kind: 'hook', hook } : STUCK);
    this.places.set(address, known);
  }

  find(address: string, environment: string): Found {
    const place = this.places.get(address);
    const found = place?.found.get(environment);
    if (place && !found) {
      return this.environmentsOf(place.tenant).has(environment) ? UNKNOWN : NO_ENVIRONMENT;
    }
    return found ?? UNKNOWN;
  }

  /** Event triggers of the tenant's workflows in an environment. */
  triggers(tenant: string, environment: string): TriggerIndex<Deployed> {
    const key = `${tenant}\n${environment}`;
    let index = this.indexes.get(key);
    if (!index) {
      index = new TriggerIndex(this.deployedAt(tenant, environment));
      this.indexes.set(key, index);
    }
    return index;
  }

  /** Whether a workflow there changes users in directories of others, so that events may be of our own making. */
  changesUsers(tenant: string, environment: string): boolean {
    const key = `${tenant}\n${environment}`;
    const known = this.changing.get(key);
    const found =
      known ??
      (this.outside.has(tenant) &&
        this.deployedAt(tenant, environment).some(({ workflow }) => changesUsers(workflow)));
    this.changing.set(key, found);
    return found;
  }

  private deployedAt(tenant: string, environment: string): Deployed[] {
    return this.deployed.filter((one) => one.tenant === tenant && one.environment === environment);
  }

  private addWorkflow({ id, tenant, namespace, name }: WorkflowPlace): WorkflowHooks {
    const workflow = new WorkflowHooks(id, tenant, namespace, name);
    const key = `${tenant}\n${name}`;
    this.workflows.set(id, workflow);
    this.named.set(key, [...(this.named.get(key) ?? []), workflow]);
    return workflow;
  }
}
