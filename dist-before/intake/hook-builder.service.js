var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../config/config.js';
import { NotOpened } from '../secrets/seal.js';
import { SecretStore } from '../secrets/secret-store.service.js';
import { LOGGER } from '../telemetry/logger.js';
import { LimitBook } from '../workflow/limit-book.service.js';
import { isDocumentFault, RevisionCache } from '../workflow/revision-cache.service.js';
import { VariableStore } from '../workflow/variable-store.service.js';
import { CallbackRule } from './answers/callback/callback-rule.js';
import { Gate } from './gate.js';
import { gateOfSource, gateOfTrigger } from './gate-parts.js';
import { Handshakes } from './handshakes.service.js';
import { KeySetsService } from './key-sets.service.js';
import { liveSecrets } from './source-secrets.js';
import { hookThrottle } from './throttle/throttle-rules.js';
import { loadPresets } from './verification/presets.js';
import { loadVocabulary } from './vocabulary/vocabulary.js';
/** Most revisions that are asked for at the same time: others wait for connections too. */
const AT_ONCE = 50;
/** What hooks are made with, as one thing to inject. */
let HookParts = class HookParts {
    revisions;
    secrets;
    variables;
    keySets;
    limits;
    constructor(revisions, secrets, variables, keySets, limits) {
        this.revisions = revisions;
        this.secrets = secrets;
        this.variables = variables;
        this.keySets = keySets;
        this.limits = limits;
    }
};
HookParts = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [RevisionCache,
        SecretStore,
        VariableStore,
        KeySetsService,
        LimitBook])
], HookParts);
export { HookParts };
/**
 * Makes hooks and deployed workflows out of their rows. What cannot be made of them is said in the log, and is null; what
 * cannot be read just now throws, since a workflow that was left out would run for no event, and nobody would know.
 */
let HookBuilder = class HookBuilder {
    parts;
    handshakes;
    config;
    logger;
    materials;
    constructor(parts, handshakes, config, logger) {
        this.parts = parts;
        this.handshakes = handshakes;
        this.config = config;
        this.logger = logger;
        const presets = loadPresets();
        const vocabulary = loadVocabulary(presets.keys());
        this.materials = { presets, vocabulary, trustedProxies: config.http.trustedProxies };
    }
    /** In the order of their rows, which are all there are. */
    async allDeployed(rows) {
        this.parts.revisions.makeRoom(rows.length);
        const all = [];
        for (let from = 0; from < rows.length; from += AT_ONCE) {
            all.push(...(await Promise.all(rows.slice(from, from + AT_ONCE).map((row) => this.deployed(row)))));
        }
        return all;
    }
    async deployed(row) {
        const { id: workflowId, tenant, environment, revision } = row;
        try {
            const workflow = await this.parts.revisions.require({ workflowId, revision });
            const { document } = workflow;
            const variables = await this.parts.variables.values(tenant, document.namespace, environment);
            const triggers = workflow.triggers.map((trigger) => switched(trigger, row.switches));
            const limits = await this.parts.limits.ofWorkflow({ tenant, workflowId, environment }, document);
            return { workflowId, revision, tenant, environment, workflow, triggers, variables, limits };
        }
        catch (error) {
            if (!isDocumentFault(error)) {
                throw error;
            }
            this.logger.error({ message: 'a deployed workflow cannot be read', workflowId, error: String(error) });
            return null;
        }
    }
    /** The hook of a source by environment. */
    async sourceHooks(row, environments) {
        const { id, tenant, name, definition } = row;
        const opened = definition.pending ? null : this.tryOpen(row.address, () => this.openSource(row));
        const { requests } = (await this.parts.limits.of(tenant)).tenant;
        const said = { hook: definition.limits?.requests, tenant: requests };
        const owner = { kind: 'source', name };
        return new Map([...environments].map((environment) => {
            const throttle = hookThrottle({ hookId: id, tenant, environment }, said, this.config.throttle);
            return [environment, opened && { id, tenant, environment, label: name, ...opened, throttle, owner }];
        }));
    }
    /** In the order of the document, or as they are there when that cannot be read. */
    async workflowHooks(row, deployed) {
        const { hooks, enabled } = row;
        const secrets = deployed && (await this.secretsOf(deployed));
        if (!deployed || !secrets) {
            return hooks.map(({ address }) => ({ hook: null, address, enabled }));
        }
        const made = deployed.triggers.map(async (trigger) => {
            const own = hooks.find((hook) => hook.trigger === trigger.definition.id);
            if (!own || trigger.definition.type !== 'webhook') {
                return [];
            }
            const hook = await this.workflowHook(own, { deployed, trigger }, secrets);
            return [{ hook, address: own.address, enabled: enabled && trigger.definition.enabled }];
        });
        return (await Promise.all(made)).flat();
    }
    openSource({ id, tenant, name, definition }) {
        const place = `source:${tenant}/${name}`;
        const keys = {
            open: (sealed) => this.parts.secrets.openFor(place, sealed),
            fingerprint: (text) => this.parts.secrets.fingerprintFor(place, text),
        };
        const gate = this.gate(gateOfSource(definition, keys.open, this.materials), { id, tenant, label: name });
        return { gate, secrets: liveSecrets(definition, keys) };
    }
    secretsOf({ tenant, environment, workflow, }) {
        const { namespace } = workflow.document;
        return this.parts.secrets.values(tenant, namespace, environment).catch((error) => {
            if (!(error instanceof NotOpened)) {
                throw error;
            }
            this.logger.error({ message: 'secrets do not open', namespace, error: String(error) });
            return null;
        });
    }
    async workflowHook({ id, address }, { deployed, trigger }, secrets) {
        const { workflowId, tenant, environment, workflow } = deployed;
        const definition = trigger.definition;
        const label = `${workflow.document.namespace}/${workflow.document.id}/${definition.id}`;
        const gate = this.tryOpen(address, () => {
            const parts = gateOfTrigger(definition, secrets, this.materials);
            return this.gate(parts, { id, tenant, label });
        });
        const said = {
            hook: definition.limits?.requests,
            workflow: workflow.document.limits?.requests,
            tenant: (await this.parts.limits.of(tenant)).tenant.requests,
        };
        const throttle = hookThrottle({ hookId: id, tenant, environment, workflowId }, said, this.config.throttle);
        const owner = { kind: 'workflow', deployed, trigger };
        const made = { id, tenant, environment, label, throttle, secrets: [], owner };
        return gate && { ...made, gate, ...this.callbackOf(definition, trigger) };
    }
    callbackOf({ callback }, { callbackUrl }) {
        const seal = (context, text) => this.parts.secrets.sealFor(context, text);
        return callback ? { callback: new CallbackRule(callback, callbackUrl, seal) } : {};
    }
    gate(parts, { id, tenant, label }) {
        return new Gate(parts, this.parts.keySets.of(tenant), this.handshakes.of(id, label));
    }
    /** A hook that cannot be opened takes nothing; the others live on. */
    tryOpen(address, open) {
        try {
            return open();
        }
        catch (error) {
            this.logger.error({
                message: 'a hook cannot be opened',
                address: address.slice(0, 8),
                error: String(error),
            });
            return null;
        }
    }
};
HookBuilder = __decorate([
    Injectable(),
    __param(2, Inject(CONFIG)),
    __param(3, Inject(LOGGER)),
    __metadata("design:paramtypes", [HookParts,
        Handshakes, Object, Object])
], HookBuilder);
export { HookBuilder };
/** The trigger with its switch where an operator put it. */
function switched(trigger, switches) {
    const { definition } = trigger;
    const { id } = definition;
    const enabled = Object.hasOwn(switches, id) ? switches[id] : definition.enabled;
    return enabled === definition.enabled ? trigger : { ...trigger, definition: { ...definition, enabled } };
}
//# sourceMappingURL=hook-builder.service.js.map