import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { Changes } from '../database/changes.service.js';
import { SecretStore } from '../secrets/secret-store.service.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import { RevisionCache } from '../workflow/revision-cache.service.js';
import { TriggerIndex } from '../workflow/trigger-match.js';
import { Gate, type GateParts } from './gate.js';
import { gateOfSource, gateOfTrigger, type GateMaterials } from './gate-parts.js';
import { Handshakes } from './handshakes.service.js';
import type { Deployed, Hook } from './hook.js';
import { readSourceHooks, readWorkflows, type SourceHookRow, type WorkflowRow } from './hook-rows.js';
import { KeySetsService } from './key-sets.service.js';
import { loadPresets } from './verification/presets.js';

/** What deliveries are looked up in; replaced whole. */
interface Snapshot {
  /** Null for a hook that is there and cannot be opened: its senders are asked to come again. */
  readonly hooks: ReadonlyMap<string, Hook | null>;
  readonly triggers: ReadonlyMap<string, TriggerIndex<Deployed>>;
}

const EMPTY: Snapshot = { hooks: new Map(), triggers: new Map() };

/** What a directory of hooks is made with, as one thing to inject. */
@Injectable()
export class HookDirectoryParts {
  constructor(
    readonly revisions: RevisionCache,
    readonly secrets: SecretStore,
    readonly keySets: KeySetsService,
    readonly handshakes: Handshakes,
  ) {}
}

/** Every hook and deployed workflow, in memory, so that no delivery waits for Postgres to be looked up. */
@Injectable()
export class HookDirectory implements OnModuleInit {
  private readonly materials: GateMaterials;
  private snapshot: Snapshot = EMPTY;
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
    this.materials = { presets: loadPresets(), trustedProxies: config.http.trustedProxies };
    changes.on(['hook', 'source', 'workflow', 'secret'], () => {
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

  find(address: string): Hook | undefined {
    return this.snapshot.hooks.get(address) ?? undefined;
  }

  /** True for a hook that is there and cannot be opened just now. */
  isStuck(address: string): boolean {
    return this.snapshot.hooks.get(address) === null;
  }

  /** Event triggers of the tenant's workflows. */
  triggers(tenant: string): TriggerIndex<Deployed> | undefined {
    return this.snapshot.triggers.get(tenant);
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
    const [sources, workflows] = await Promise.all([
      readSourceHooks(this.dataSource),
      readWorkflows(this.dataSource),
    ]);
    const hooks = new Map<string, Hook | null>();
    for (const row of sources) {
      this.tryAdd(row.address, hooks, () => this.sourceHook(row));
    }
    const deployed = await Promise.all(workflows.map((row) => this.deploy(row)));
    for (const [index, row] of workflows.entries()) {
      await this.addWorkflowHooks(row, deployed[index] ?? null, hooks);
    }
    const live = deployed.filter((one) => one !== null);
    const tenants = new Set(live.map(({ tenant }) => tenant));
    this.snapshot = {
      hooks,
      triggers: new Map(
        [...tenants].map((name) => [name, new TriggerIndex(live.filter((d) => d.tenant === name))]),
      ),
    };
    this.loaded = true;
  }

  private async deploy(row: WorkflowRow): Promise<Deployed | null> {
    try {
      const workflow = await this.parts.revisions.require({ workflowId: row.id, revision: row.revision });
      const { id: workflowId, tenant, revision } = row;
      return { workflowId, revision, tenant, workflow, triggers: workflow.triggers };
    } catch (error) {
      this.logger.error({
        message: 'a deployed workflow cannot be read',
        workflowId: row.id,
        error: String(error),
      });
      return null;
    }
  }

  private async addWorkflowHooks(
    row: WorkflowRow,
    deployed: Deployed | null,
    hooks: Map<string, Hook | null>,
  ): Promise<void> {
    const namespace = deployed?.workflow.document.namespace;
    const secrets =
      namespace === undefined
        ? null
        : await this.parts.secrets.values(row.tenant, namespace).catch((error: unknown) => {
            this.logger.error({ message: 'secrets do not open', namespace, error: String(error) });
            return null;
          });
    for (const hook of row.hooks) {
      if (deployed && secrets) {
        this.tryAdd(hook.address, hooks, () => this.workflowHook(hook, deployed, secrets));
      } else {
        hooks.set(hook.address, null);
      }
    }
  }

  private sourceHook(row: SourceHookRow): Hook {
    const openSealed = (sealed: string): string =>
      this.parts.secrets.openFor(`source:${row.tenant}/${row.name}`, sealed);
    const parts = gateOfSource(row.definition, openSealed, this.materials);
    return {
      id: row.id,
      tenant: row.tenant,
      label: row.name,
      gate: this.gate(parts, { ...row, label: row.name }),
      owner: { kind: 'source', name: row.name },
    };
  }

  private workflowHook(
    hook: { id: string; trigger: string },
    deployed: Deployed,
    secrets: ReadonlyMap<string, string>,
  ): Hook | null {
    const trigger = deployed.triggers.find(({ definition }) => definition.id === hook.trigger);
    if (trigger?.definition.type !== 'webhook' || !trigger.definition.enabled) {
      return null;
    }
    const { tenant } = deployed;
    const { namespace, id } = deployed.workflow.document;
    const label = `${namespace}/${id}/${hook.trigger}`;
    const parts = gateOfTrigger(trigger.definition, secrets, this.materials);
    return {
      id: hook.id,
      tenant,
      label,
      gate: this.gate(parts, { id: hook.id, tenant, label }),
      owner: { kind: 'workflow', deployed, trigger },
    };
  }

  private gate(parts: GateParts, { id, tenant, label }: Pick<Hook, 'id' | 'tenant' | 'label'>): Gate {
    return new Gate(parts, this.parts.keySets.of(tenant), this.parts.handshakes.of(id, label));
  }

  /** A hook that cannot be opened takes nothing; the others live on. */
  private tryAdd(address: string, hooks: Map<string, Hook | null>, make: () => Hook | null): void {
    try {
      const hook = make();
      if (hook) {
        hooks.set(address, hook);
      }
    } catch (error) {
      hooks.set(address, null);
      this.logger.error({
        message: 'a hook cannot be opened',
        address: address.slice(0, 8),
        error: String(error),
      });
    }
  }
}
