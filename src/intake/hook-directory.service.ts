import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Changes } from '../database/changes.service.js';
import { LOGGER, type Logger } from '../telemetry/logger.js';
import type { TriggerIndex } from '../workflow/trigger-match.js';
import type { Deployed, SampleWindow } from './hook.js';
import { HookBuilder } from './hook-builder.service.js';
import {
  type DeploymentRow,
  readDeployments,
  readEnvironments,
  readOutsideDirectories,
  readSamples,
  readSourceHooks,
  type SampleRow,
  type SourceHookRow,
} from './hook-rows.js';
import { type Found, HookSnapshot } from './hook-snapshot.js';
import type { WorkflowHooks } from './workflow-hooks.js';

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
  'sample',
  'directory',
] as const;

/** What could not be read is read again so soon. */
const AGAIN_MS = 1_000;

/** Every hook and deployed workflow, in memory, so that no delivery waits for Postgres to be looked up. */
@Injectable()
export class HookDirectory implements OnModuleInit, OnApplicationShutdown {
  private snapshot = new HookSnapshot();
  private loading: Promise<void> | null = null;
  private again = false;
  private loaded = false;
  private retry: NodeJS.Timeout | null = null;
  private closed = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly builder: HookBuilder,
    changes: Changes,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    changes.on(WATCHED, () => void this.follow());
  }

  onModuleInit(): Promise<void> {
    return this.follow();
  }

  onApplicationShutdown(): void {
    this.closed = true;
    clearTimeout(this.retry ?? undefined);
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

  knowsBearer(digest: Buffer): boolean {
    return this.snapshot.knowsBearer(digest);
  }

  environmentsOf(tenant: string): ReadonlySet<string> {
    return this.snapshot.environmentsOf(tenant);
  }

  /** Event triggers of the tenant's workflows. */
  triggers(tenant: string, environment: string): TriggerIndex<Deployed> {
    return this.snapshot.triggers(tenant, environment);
  }

  /** Whether a workflow there changes users in directories of others. */
  changesUsers(tenant: string, environment: string): boolean {
    return this.snapshot.changesUsers(tenant, environment);
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

  /** Reads until it can, since a change is announced once; what was known stays until then. */
  private async follow(): Promise<void> {
    try {
      await this.refresh();
    } catch (error) {
      if (this.closed || this.retry) {
        return;
      }
      this.logger.warn({ message: 'hooks could not be loaded yet', error: String(error) });
      this.retry = setTimeout(() => {
        this.retry = null;
        void this.follow();
      }, AGAIN_MS);
    }
  }

  private async load(): Promise<void> {
    const [environments, outside, sources, rows, awaited] = await Promise.all([
      readEnvironments(this.dataSource),
      readOutsideDirectories(this.dataSource),
      readSourceHooks(this.dataSource),
      readDeployments(this.dataSource),
      readSamples(this.dataSource),
    ]);
    const samples = new Map(awaited.map((sample) => [`${sample.hookId} ${sample.environment}`, sample]));
    const next = new HookSnapshot();
    environments.forEach(({ tenant, name }) => next.addEnvironment(tenant, name));
    outside.forEach(({ tenant }) => next.addOutsideDirectory(tenant));
    for (const row of sources) {
      await this.addSourceHooks(row, next);
    }
    const deployed = await this.builder.allDeployed(rows);
    for (const [index, row] of rows.entries()) {
      await this.addWorkflowHooks(row, deployed[index] ?? null, { snapshot: next, samples });
    }
    this.snapshot = next;
    this.loaded = true;
  }

  private async addSourceHooks(row: SourceHookRow, snapshot: HookSnapshot): Promise<void> {
    const { address, tenant } = row;
    const hooks = await this.builder.sourceHooks(row, snapshot.environmentsOf(tenant));
    for (const [environment, hook] of hooks) {
      snapshot.addHook(address, { tenant, environment }, hook);
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
    for (const { hook, address, enabled } of await this.builder.workflowHooks(row, deployed)) {
      snapshot.addWorkflowHook(row, { hook, enabled });
      const awaited = hook ? samples.get(`${hook.id} ${row.environment}`) : undefined;
      if (enabled || awaited) {
        snapshot.addHook(address, row, hook && { ...hook, ...sampleOf(awaited, !enabled) });
      }
    }
  }
}

function sampleOf(row: SampleRow | undefined, alone: boolean): { sample?: SampleWindow } {
  return row === undefined ? {} : { sample: { id: row.id, until: row.until, alone } };
}
