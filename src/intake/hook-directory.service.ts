import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { Changes } from '../database/changes.service.js';
import { SecretStore } from '../secrets/secret-store.service.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import type { CompiledTrigger } from '../workflow/compile.js';
import type { WebhookTrigger } from '../workflow/document.js';
import { LimitBook } from '../workflow/limit-book.service.js';
import { RevisionCache } from '../workflow/revision-cache.service.js';
import type { TriggerIndex } from '../workflow/trigger-match.js';
import { VariableStore } from '../workflow/variable-store.service.js';
import { Gate } from './gate.js';
import { gateOfSource, gateOfTrigger, type GateMaterials } from './gate-parts.js';
import type { Deployed, Hook } from './hook.js';
import {
  type DeploymentRow,
  readDeployments,
  readEnvironments,
  readSourceHooks,
  type SourceHookRow,
} from './hook-rows.js';
import { type Found, HookSnapshot } from './hook-snapshot.js';
import { KeySetsService } from './key-sets.service.js';
import { throttleRules } from './throttle/throttle-rules.js';
import { liveSecrets, type SecretKeys } from './source-secrets.js';
import { loadPresets } from './verification/presets.js';
import { loadVocabulary } from './vocabulary/vocabulary.js';

/** What a directory of hooks is made with, as one thing to inject. */
@Injectable()
export class HookDirectoryParts {
  constructor(
    readonly revisions: RevisionCache,
    readonly secrets: SecretStore,
    readonly variables: VariableStore,
    readonly keySets: KeySetsService,
    readonly limits: LimitBook,
  ) {}
}

const WATCHED = [
  'tenant',
  'environment',
  'hook',
  'source',
  'workflow',
  'deployment',
  'trigger_switch',
  'secret',
  'variable',
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
    @Inject(CONFIG) private readonly config: Config,
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
    const [environments, sources, rows] = await Promise.all([
      readEnvironments(this.dataSource),
      readSourceHooks(this.dataSource),
      readDeployments(this.dataSource),
    ]);
    const next = new HookSnapshot();
    environments.forEach(({ tenant, name }) => next.addEnvironment(tenant, name));
    for (const row of sources) {
      await this.addSourceHooks(row, next);
    }
    const deployed = await Promise.all(rows.map((row) => this.deploy(row)));
    for (const [index, row] of rows.entries()) {
      await this.addWorkflowHooks(row, deployed[index] ?? null, next);
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
      const limits = await this.parts.limits.ofWorkflow(
        { tenant, workflowId, environment },
        workflow.document,
      );
      return { workflowId, revision, tenant, environment, workflow, triggers, variables, limits };
    } catch (error) {
      this.logger.error({ message: 'a deployed workflow cannot be read', workflowId, error: String(error) });
      return null;
    }
  }

  private async addSourceHooks(row: SourceHookRow, snapshot: HookSnapshot): Promise<void> {
    const { id, tenant, name } = row;
    const place = `source:${tenant}/${name}`;
    const keys: SecretKeys = {
      open: (sealed) => this.parts.secrets.openFor(place, sealed),
      fingerprint: (text) => this.parts.secrets.fingerprintFor(place, text),
    };
    const opened = this.tryOpen(row.address, () => ({
      gate: new Gate(gateOfSource(row.definition, keys.open, this.materials), this.parts.keySets),
      secrets: liveSecrets(row.definition, keys),
    }));
    const outer = await this.parts.limits.of(tenant);
    const said = { hook: row.definition.limits?.requests, tenant: outer.tenant.requests };
    for (const environment of snapshot.environmentsOf(tenant)) {
      const owner = { kind: 'source', name } as const;
      const throttle = throttleRules({ hookId: id, tenant, environment }, said, this.config.throttle);
      const hook = opened && { id, tenant, environment, label: name, ...opened, throttle, owner };
      snapshot.addHook(row.address, { tenant, environment }, hook);
    }
  }

  private async addWorkflowHooks(
    row: DeploymentRow,
    deployed: Deployed | null,
    snapshot: HookSnapshot,
  ): Promise<void> {
    if (deployed) {
      snapshot.addDeployed(deployed);
    }
    const secrets = deployed && (await this.secretsOf(deployed));
    for (const hook of row.hooks) {
      if (!deployed || !secrets) {
        snapshot.addHook(hook.address, row, null);
        continue;
      }
      const trigger = deployed.triggers.find(({ definition }) => definition.id === hook.trigger);
      if (trigger?.definition.type === 'webhook' && trigger.definition.enabled) {
        const opened = await this.workflowHook(hook, { deployed, trigger }, secrets);
        snapshot.addHook(hook.address, row, opened);
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

  private async workflowHook(
    { id, address }: { id: string; address: string },
    { deployed, trigger }: { deployed: Deployed; trigger: CompiledTrigger },
    secrets: ReadonlyMap<string, string>,
  ): Promise<Hook | null> {
    const { workflowId, tenant, environment, workflow } = deployed;
    const definition = trigger.definition as WebhookTrigger;
    const gate = this.tryOpen(address, () => {
      const parts = gateOfTrigger(definition, secrets, this.materials);
      return new Gate(parts, this.parts.keySets);
    });
    const outer = await this.parts.limits.of(tenant);
    const throttle = throttleRules(
      { hookId: id, tenant, environment, workflowId },
      {
        hook: definition.limits?.requests,
        workflow: workflow.document.limits?.requests,
        tenant: outer.tenant.requests,
      },
      this.config.throttle,
    );
    const label = `${workflow.document.namespace}/${workflow.document.id}/${definition.id}`;
    const owner = { kind: 'workflow', deployed, trigger } as const;
    return gate && { id, tenant, environment, label, gate, throttle, secrets: [], owner };
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
  const enabled = switches[definition.id] ?? definition.enabled;
  return enabled === definition.enabled ? trigger : { ...trigger, definition: { ...definition, enabled } };
}
