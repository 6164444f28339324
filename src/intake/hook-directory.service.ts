import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { Changes } from '../database/changes.service.js';
import { SecretStore } from '../secrets/secret-store.service.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import type { CompiledTrigger } from '../workflow/compile.js';
import type { WebhookTrigger } from '../workflow/document.js';
import { RevisionCache } from '../workflow/revision-cache.service.js';
import type { TriggerIndex } from '../workflow/trigger-match.js';
import { VariableStore } from '../workflow/variable-store.service.js';
import { CallbackRule, type Seal } from './answers/callback/callback-rule.js';
import { Gate, type GateParts } from './gate.js';
import { gateOfSource, gateOfTrigger, type GateMaterials } from './gate-parts.js';
import { Handshakes } from './handshakes.service.js';
import type { Deployed, Hook, SampleWindow } from './hook.js';
import {
  type DeploymentRow,
  readDeployments,
  readEnvironments,
  readSamples,
  readSourceHooks,
  type SampleRow,
  type SourceHookRow,
} from './hook-rows.js';
import { type Found, HookSnapshot } from './hook-snapshot.js';
import { KeySetsService } from './key-sets.service.js';
import { liveSecrets, type SecretKeys } from './source-secrets.js';
import { loadPresets } from './verification/presets.js';
import { loadVocabulary } from './vocabulary/vocabulary.js';
import type { WorkflowHook, WorkflowHooks } from './workflow-hooks.js';

/** What a directory of hooks is made with, as one thing to inject. */
@Injectable()
export class HookDirectoryParts {
  constructor(
    readonly revisions: RevisionCache,
    readonly secrets: SecretStore,
    readonly variables: VariableStore,
    readonly keySets: KeySetsService,
    readonly handshakes: Handshakes,
  ) {}
}

const WATCHED = [
  'environment',
  'hook',
  'source',
  'workflow',
  'deployment',
  'trigger_switch',
  'secret',
  'variable',
  'sample',
] as const;

/** Every hook and deployed workflow, in memory, so that no delivery waits for Postgres to be looked up. */
@Injectable()
export class HookDirectory implements OnModuleInit {
  private readonly materials: GateMaterials;
  private snapshot = new HookSnapshot();
  private loading: Promise<void> | null = null;
  private again = false;
  private loaded = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly parts: HookDirectoryParts,
    changes: Changes,
    @Inject(CONFIG) config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const presets = loadPresets();
    const vocabulary = loadVocabulary(presets.keys());
    this.materials = { presets, vocabulary, trustedProxies: config.http.trustedProxies };
    changes.on(WATCHED, () => {
      this.refresh().catch((error: unknown) => {
        this.logger.warn({ message: 'hooks could not be loaded', error: String(error) });
      });
    });
  }

  async onModuleInit(): Promise<void> {
    await this.refresh().catch((error: unknown) => {
      this.logger.warn({ message: 'hooks could not be loaded yet', error: String(error) });
    });
  }

  /** False until the first load: an unknown address then means "ask again", not "there is none". */
  get isLoaded(): boolean {
    return this.loaded;
  }

  find(address: string, environment: string): Found {
    return this.snapshot.find(address, environment);
  }

  /** The webhooks of a workflow by its id, or of those of a name in a tenant. */
  workflow(id: string): WorkflowHooks | undefined {
    return this.snapshot.workflow(id);
  }

  workflowsNamed(tenant: string, name: string): readonly WorkflowHooks[] {
    return this.snapshot.workflowsNamed(tenant, name);
  }

  environmentsOf(tenant: string): ReadonlySet<string> {
    return this.snapshot.environmentsOf(tenant);
  }

  /** Event triggers of the tenant's workflows. */
  triggers(tenant: string, environment: string): TriggerIndex<Deployed> {
    return this.snapshot.triggers(tenant, environment);
  }

  /** Resolves when everything that was committed before the call is known here. */
  async refresh(): Promise<void> {
    if (this.loading) {
      this.again = true; // the load under way may have read too early
      await this.loading.catch(() => undefined);
      return this.again ? this.refresh() : (this.loading ?? undefined);
    }
    this.again = false;
    this.loading = this.load().finally(() => {
      this.loading = null;
    });
    return this.loading;
  }

  private async load(): Promise<void> {
    const [environments, sources, rows, awaited] = await Promise.all([
      readEnvironments(this.dataSource),
      readSourceHooks(this.dataSource),
      readDeployments(this.dataSource),
      readSamples(this.dataSource),
    ]);
    const samples = new Map(awaited.map((sample) => [`${sample.hookId} ${sample.environment}`, sample]));
    const next = new HookSnapshot();
    environments.forEach(({ tenant, name }) => next.addEnvironment(tenant, name));
    for (const row of sources) {
      this.addSourceHooks(row, next);
    }
    const deployed = await Promise.all(rows.map((row) => this.deploy(row)));
    for (const [index, row] of rows.entries()) {
      await this.addWorkflowHooks(row, deployed[index] ?? null, { snapshot: next, samples });
    }
    this.snapshot = next;
    this.loaded = true;
  }

  private async deploy(row: DeploymentRow): Promise<Deployed | null> {
    const { id: workflowId, tenant, environment, revision } = row;
    try {
      const workflow = await this.parts.revisions.require({ workflowId, revision });
      const { namespace } = workflow.document;
      const variables = await this.parts.variables.values(tenant, namespace, environment);
      const triggers = workflow.triggers.map((trigger) => switched(trigger, row.switches));
      return { workflowId, revision, tenant, environment, workflow, triggers, variables };
    } catch (error) {
      this.logger.error({ message: 'a deployed workflow cannot be read', workflowId, error: String(error) });
      return null;
    }
  }

  private addSourceHooks(row: SourceHookRow, snapshot: HookSnapshot): void {
    const { id, tenant, name } = row;
    const place = `source:${tenant}/${name}`;
    const keys: SecretKeys = {
      open: (sealed) => this.parts.secrets.openFor(place, sealed),
      fingerprint: (text) => this.parts.secrets.fingerprintFor(place, text),
    };
    const open = (): Pick<Hook, 'gate' | 'secrets'> => {
      const parts = gateOfSource(row.definition, keys.open, this.materials);
      const gate = this.gate(parts, { id, tenant, label: name });
      return { gate, secrets: liveSecrets(row.definition, keys) };
    };
    const opened = row.definition.pending ? null : this.tryOpen(row.address, open);
    for (const environment of snapshot.environmentsOf(tenant)) {
      const owner = { kind: 'source', name } as const;
      const hook = opened && { id, tenant, environment, label: name, ...opened, owner };
      snapshot.addHook(row.address, { tenant, environment }, hook);
    }
  }

  private async addWorkflowHooks(
    row: DeploymentRow,
    deployed: Deployed | null,
    { snapshot, samples }: { snapshot: HookSnapshot; samples: ReadonlyMap<string, SampleRow> },
  ): Promise<void> {
    if (deployed && row.enabled) {
      snapshot.addDeployed(deployed);
    }
    const secrets = deployed && (await this.secretsOf(deployed));
    for (const { hook, address, enabled } of this.workflowHooks(row, deployed, secrets)) {
      snapshot.addWorkflowHook(row, { hook, enabled });
      const awaited = hook ? samples.get(`${hook.id} ${row.environment}`) : undefined;
      if (enabled || awaited) {
        snapshot.addHook(address, row, hook && { ...hook, ...sampleOf(awaited, !enabled) });
      }
    }
  }

  private secretsOf({
    tenant,
    environment,
    workflow,
  }: Deployed): Promise<ReadonlyMap<string, string> | null> {
    const { namespace } = workflow.document;
    return this.parts.secrets.values(tenant, namespace, environment).catch((error: unknown) => {
      this.logger.error({ message: 'secrets do not open', namespace, error: String(error) });
      return null;
    });
  }

  /** In the order of the document, or as they are there when that cannot be read. */
  private workflowHooks(
    { hooks, enabled }: DeploymentRow,
    deployed: Deployed | null,
    secrets: ReadonlyMap<string, string> | null,
  ): (WorkflowHook & { readonly address: string })[] {
    if (!deployed || !secrets) {
      return hooks.map(({ address }) => ({ hook: null, address, enabled }));
    }
    return deployed.triggers.flatMap((trigger) => {
      const own = hooks.find((hook) => hook.trigger === trigger.definition.id);
      if (!own || trigger.definition.type !== 'webhook') {
        return [];
      }
      const hook = this.workflowHook(own, { deployed, trigger }, secrets);
      return [{ hook, address: own.address, enabled: enabled && trigger.definition.enabled }];
    });
  }

  private workflowHook(
    { id, address }: { id: string; address: string },
    { deployed, trigger }: { deployed: Deployed; trigger: CompiledTrigger },
    secrets: ReadonlyMap<string, string>,
  ): Hook | null {
    const { tenant, environment, workflow } = deployed;
    const definition = trigger.definition as WebhookTrigger;
    const label = `${workflow.document.namespace}/${workflow.document.id}/${definition.id}`;
    const gate = this.tryOpen(address, () => {
      const parts = gateOfTrigger(definition, secrets, this.materials);
      return this.gate(parts, { id, tenant, label });
    });
    const owner = { kind: 'workflow', deployed, trigger } as const;
    return (
      gate && {
        id,
        tenant,
        environment,
        label,
        gate,
        secrets: [],
        ...this.callbackOf(definition, trigger),
        owner,
      }
    );
  }

  private callbackOf({ callback }: WebhookTrigger, { callbackUrl }: CompiledTrigger): Pick<Hook, 'callback'> {
    const seal: Seal = (context, text) => this.parts.secrets.sealFor(context, text);
    return callback ? { callback: new CallbackRule(callback, callbackUrl, seal) } : {};
  }

  private gate(parts: GateParts, { id, tenant, label }: Pick<Hook, 'id' | 'tenant' | 'label'>): Gate {
    return new Gate(parts, this.parts.keySets.of(tenant), this.parts.handshakes.of(id, label));
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

function sampleOf(row: SampleRow | undefined, alone: boolean): { sample?: SampleWindow } {
  return row === undefined ? {} : { sample: { id: row.id, until: row.until, alone } };
}

/** The trigger with its switch where an operator put it. */
function switched(trigger: CompiledTrigger, switches: Readonly<Record<string, boolean>>): CompiledTrigger {
  const { definition } = trigger;
  const { id } = definition;
  const enabled = Object.hasOwn(switches, id) ? switches[id]! : definition.enabled;
  return enabled === definition.enabled ? trigger : { ...trigger, definition: { ...definition, enabled } };
}
