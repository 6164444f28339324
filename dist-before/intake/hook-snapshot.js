import { TriggerIndex } from '../workflow/trigger-match.js';
import { changesUsers } from './causes/changes-users.js';
import { WorkflowHooks } from './workflow-hooks.js';
const UNKNOWN = { kind: 'unknown' };
const STUCK = { kind: 'stuck' };
const NO_ENVIRONMENT = { kind: 'no_environment' };
/** All hooks and deployed workflows at one moment; never changed once it is in use. */
export class HookSnapshot {
    places = new Map();
    environments = new Map();
    workflows = new Map();
    named = new Map();
    bearers = new Set();
    deployed = [];
    outside = new Set();
    changing = new Map();
    indexes = new Map();
    addEnvironment(tenant, name) {
        const known = this.environments.get(tenant) ?? new Set();
        this.environments.set(tenant, known.add(name));
    }
    /** The tenant has a directory of somebody else. */
    addOutsideDirectory(tenant) {
        this.outside.add(tenant);
    }
    /** Environments of a tenant. */
    environmentsOf(tenant) {
        return this.environments.get(tenant) ?? new Set();
    }
    /** For callers that name the workflow and not the address of its hook. */
    addWorkflowHook(place, hook) {
        const known = this.workflows.get(place.id) ?? this.addWorkflow(place);
        known.add(place.environment, hook);
        hook.hook?.gate.bearerDigests.forEach((digest) => this.bearers.add(digest.toString('hex')));
    }
    /** Whether a token of this digest is the bearer token of any workflow. A digest tells nobody by its time what comes near it. */
    knowsBearer(digest) {
        return this.bearers.has(digest.toString('hex'));
    }
    workflow(id) {
        return this.workflows.get(id);
    }
    /** Of all namespaces of the tenant. */
    workflowsNamed(tenant, name) {
        return this.named.get(`${tenant}\n${name}`) ?? [];
    }
    addDeployed(deployed) {
        this.deployed.push(deployed);
    }
    /** `hook` null: it is there and cannot be opened. */
    addHook(address, place, hook) {
        const known = this.places.get(address) ?? { tenant: place.tenant, found: new Map() };
        known.found.set(place.environment, hook ? { kind: 'hook', hook } : STUCK);
        this.places.set(address, known);
    }
    find(address, environment) {
        const place = this.places.get(address);
        const found = place?.found.get(environment);
        if (place && !found) {
            return this.environmentsOf(place.tenant).has(environment) ? UNKNOWN : NO_ENVIRONMENT;
        }
        return found ?? UNKNOWN;
    }
    /** Event triggers of the tenant's workflows in an environment. */
    triggers(tenant, environment) {
        const key = `${tenant}\n${environment}`;
        let index = this.indexes.get(key);
        if (!index) {
            index = new TriggerIndex(this.deployedAt(tenant, environment));
            this.indexes.set(key, index);
        }
        return index;
    }
    /** Whether a workflow there changes users in directories of others, so that events may be of our own making. */
    changesUsers(tenant, environment) {
        const key = `${tenant}\n${environment}`;
        const known = this.changing.get(key);
        const found = known ??
            (this.outside.has(tenant) &&
                this.deployedAt(tenant, environment).some(({ workflow }) => changesUsers(workflow)));
        this.changing.set(key, found);
        return found;
    }
    deployedAt(tenant, environment) {
        return this.deployed.filter((one) => one.tenant === tenant && one.environment === environment);
    }
    addWorkflow({ id, tenant, namespace, name }) {
        const workflow = new WorkflowHooks(id, tenant, namespace, name);
        const key = `${tenant}\n${name}`;
        this.workflows.set(id, workflow);
        this.named.set(key, [...(this.named.get(key) ?? []), workflow]);
        return workflow;
    }
}
//# sourceMappingURL=hook-snapshot.js.map