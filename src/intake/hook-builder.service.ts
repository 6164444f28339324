import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { NotOpened } from '../secrets/seal.js';
import { SecretStore } from '../secrets/secret-store.service.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import type { CompiledTrigger } from '../workflow/compile.js';
import type { WebhookTrigger } from '../workflow/document.js';
import { LimitBook } from '../workflow/limit-book.service.js';
import { isDocumentFault, RevisionCache } from '../workflow/revision-cache.service.js';
import { VariableStore } from '../workflow/variable-store.service.js';
import { CallbackRule, type Seal } from './answers/callback/callback-rule.js';
import { Gate, type GateParts } from './gate.js';
import { gateOfSource, gateOfTrigger, type GateMaterials } from './gate-parts.js';
import { Handshakes } from './handshakes.service.js';
import type { Deployed, Hook } from './hook.js';
import type { DeploymentRow, SourceHookRow } from './hook-rows.js';
import { KeySetsService } from './key-sets.service.js';
import { liveSecrets, type SecretKeys } from './source-secrets.js';
import { hookThrottle } from './throttle/throttle-rules.js';
import { loadPresets } from './verification/presets.js';
import { loadVocabulary } from './vocabulary/vocabulary.js';
import type { WorkflowHook } from './workflow-hooks.js';

/** Most revisions that are asked for at the same time: others wait for connections too. */
const AT_ONCE = 50;

/** What hooks are made with, as one thing to inject. */
@Injectable()
export class HookParts {
  constructor(
    readonly revisions: RevisionCache,
    readonly secrets: SecretStore,
    readonly variables: VariableStore,
    readonly keySets: KeySetsService,
    readonly limits: LimitBook,
  ) {}
}

/** A webhook of a workflow, and where it is. */
export interface AddressedHook extends WorkflowHook {
  readonly address: string;
}

/**
 * Makes hooks and deployed workflows out of their rows. What cannot be made of them is said in the log, and is null; what
 * cannot be read just now throws, since a workflow that was left out would run for no event, and nobody would know.
 */
@Injectable()
export class HookBuilder {
  private readonly materials: GateMaterials;

  constructor(
    private readonly parts: HookParts,
    private readonly handshakes: Handshakes,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const presets = loadPresets();
    const vocabulary = loadVocabulary(presets.keys());
    this.materials = { presets, vocabulary, trustedProxies: config.http.trustedProxies };
  }

  /** In the order of their rows, which are all there are. */
  async allDeployed(rows: readonly DeploymentRow[]): Promise<(Deployed | null)[]> {
    this.parts.revisions.makeRoom(rows.length);
    const all: (Deployed | null)[] = [];
    for (let from = 0; from < rows.length; from += AT_ONCE) {
      all.push(...(await Promise.all(rows.slice(from, from + AT_ONCE).map((row) => this.deployed(row)))));
    }
    return all;
  }

  private async deployed(row: DeploymentRow): Promise<Deployed | null> {
    const { id: workflowId, tenant, environment, revision } = row;
    try {
      const workflow = await this.parts.revisions.require({ workflowId, revision });
      const { document } = workflow;
      const variables = await this.parts.variables.values(tenant, document.namespace, environment);
      const triggers = workflow.triggers.map((trigger) => switched(trigger, row.switches));
      const limits = await this.parts.limits.ofWorkflow({ tenant, workflowId, environment }, document);
      return { workflowId, revision, tenant, environment, workflow, triggers, variables, limits };
    } catch (error) {
      if (!isDocumentFault(error)) {
        throw error;
      }
      this.logger.error({ message: 'a deployed workflow cannot be read', workflowId, error: String(error) });
      return null;
    }
  }

  /** The hook of a source by environment. */
  async sourceHooks(
    row: SourceHookRow,
    environments: Iterable<string>,
  ): Promise<ReadonlyMap<string, Hook | null>> {
    const { id, tenant, name, definition } = row;
    const opened = definition.pending ? null : this.tryOpen(row.address, () => this.openSource(row));
    const { requests } = (await this.parts.limits.of(tenant)).tenant;
    const said = { hook: definition.limits?.requests, tenant: requests };
    const owner = { kind: 'source', name } as const;
    return new Map(
      [...environments].map((environment) => {
        const throttle = hookThrottle({ hookId: id, tenant, environment }, said, this.config.throttle);
        return [environment, opened && { id, tenant, environment, label: name, ...opened, throttle, owner }];
      }),
    );
  }

  /** In the order of the document, or as they are there when that cannot be read. */
  async workflowHooks(row: DeploymentRow, deployed: Deployed | null): Promise<AddressedHook[]> {
    const { hooks, enabled } = row;
    const secrets = deployed && (await this.secretsOf(deployed));
    if (!deployed || !secrets) {
      return hooks.map(({ address }) => ({ hook: null, address, enabled }));
    }
    const made = deployed.triggers.map(async (trigger): Promise<AddressedHook[]> => {
      const own = hooks.find((hook) => hook.trigger === trigger.definition.id);
      if (!own || trigger.definition.type !== 'webhook') {
        return [];
      }
      const hook = await this.workflowHook(own, { deployed, trigger }, secrets);
      return [{ hook, address: own.address, enabled: enabled && trigger.definition.enabled }];
    });
    return (await Promise.all(made)).flat();
  }

  private openSource({ id, tenant, name, definition }: SourceHookRow): Pick<Hook, 'gate' | 'secrets'> {
    const place = `source:${tenant}/${name}`;
    const keys: SecretKeys = {
      open: (sealed) => this.parts.secrets.openFor(place, sealed),
      fingerprint: (text) => this.parts.secrets.fingerprintFor(place, text),
    };
    const gate = this.gate(gateOfSource(definition, keys.open, this.materials), { id, tenant, label: name });
    return { gate, secrets: liveSecrets(definition, keys) };
  }

  private secretsOf({
    tenant,
    environment,
    workflow,
  }: Deployed): Promise<ReadonlyMap<string, string> | null> {
    const { namespace } = workflow.document;
    return this.parts.secrets.values(tenant, namespace, environment).catch((error: unknown) => {
      if (!(error instanceof NotOpened)) {
        throw error;
      }
      this.logger.error({ message: 'secrets do not open', namespace, error: String(error) });
      return null;
    });
  }

  private async workflowHook(
    { id, address }: { id: string; address: string },
    { deployed, trigger }: { deployed: Deployed; trigger: CompiledTrigger },
    secrets: ReadonlyMap<string, string>,
  ): Promise<Hook | null> {
    const { workflowId, tenant, environment, workflow } = deployed;
    const definition = trigger.definition as WebhookTrigger;
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
    const throttle = hookThrottle(
      { hookId: id, tenant, environment, workflowId },
      said,
      this.config.throttle,
    );
    const owner = { kind: 'workflow', deployed, trigger } as const;
    const made = { id, tenant, environment, label, throttle, secrets: [], owner };
    return gate && { ...made, gate, ...this.callbackOf(definition, trigger) };
  }

  private callbackOf({ callback }: WebhookTrigger, { callbackUrl }: CompiledTrigger): Pick<Hook, 'callback'> {
    const seal: Seal = (context, text) => this.parts.secrets.sealFor(context, text);
    return callback ? { callback: new CallbackRule(callback, callbackUrl, seal) } : {};
  }

  private gate(parts: GateParts, { id, tenant, label }: Pick<Hook, 'id' | 'tenant' | 'label'>): Gate {
    return new Gate(parts, this.parts.keySets.of(tenant), this.handshakes.of(id, label));
  }

  /** A hook that cannot be opened takes nothing; the others live on. */
  private tryOpen<Opened>(address: string, open: () => Opened): Opened | null {
    try {
      return open();
    } catch (error) {
      this.logger.error({
        message: 'a hook cannot be opened',
        address: address.slice(0, 8),
        error: String(error),
      });
      return null;
    }
  }
}

/** The trigger with its switch where an operator put it. */
function switched(trigger: CompiledTrigger, switches: Readonly<Record<string, boolean>>): CompiledTrigger {
  const { definition } = trigger;
  const { id } = definition;
  const enabled = Object.hasOwn(switches, id) ? switches[id]! : definition.enabled;
  return enabled === definition.enabled ? trigger : { ...trigger, definition: { ...definition, enabled } };
}
