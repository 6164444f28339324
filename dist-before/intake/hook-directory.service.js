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
import { DataSource } from 'typeorm';
import { Changes } from '../database/changes.service.js';
import { LOGGER } from '../telemetry/logger.js';
import { HookBuilder } from './hook-builder.service.js';
import { readDeployments, readEnvironments, readOutsideDirectories, readSamples, readSourceHooks, } from './hook-rows.js';
import { HookSnapshot } from './hook-snapshot.js';
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
];
/** What could not be read is read again so soon. */
const AGAIN_MS = 1_000;
/** Every hook and deployed workflow, in memory, so that no delivery waits for Postgres to be looked up. */
let HookDirectory = class HookDirectory {
    dataSource;
    builder;
    logger;
    snapshot = new HookSnapshot();
    loading = null;
    again = false;
    loaded = false;
    retry = null;
    closed = false;
    constructor(dataSource, builder, changes, logger) {
        this.dataSource = dataSource;
        this.builder = builder;
        this.logger = logger;
        changes.on(WATCHED, () => void this.follow());
    }
    onModuleInit() {
        return this.follow();
    }
    onApplicationShutdown() {
        this.closed = true;
        clearTimeout(this.retry ?? undefined);
    }
    /** False until the first load: an unknown address then means "ask again", not "there is none". */
    get isLoaded() {
        return this.loaded;
    }
    find(address, environment) {
        return this.snapshot.find(address, environment);
    }
    /** The webhooks of a workflow by its id, or of those of a name in a tenant. */
    workflow(id) {
        return this.snapshot.workflow(id);
    }
    workflowsNamed(tenant, name) {
        return this.snapshot.workflowsNamed(tenant, name);
    }
    knowsBearer(digest) {
        return this.snapshot.knowsBearer(digest);
    }
    environmentsOf(tenant) {
        return this.snapshot.environmentsOf(tenant);
    }
    /** Event triggers of the tenant's workflows. */
    triggers(tenant, environment) {
        return this.snapshot.triggers(tenant, environment);
    }
    /** Whether a workflow there changes users in directories of others. */
    changesUsers(tenant, environment) {
        return this.snapshot.changesUsers(tenant, environment);
    }
    /** Resolves when everything that was committed before the call is known here. */
    async refresh() {
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
    async follow() {
        try {
            await this.refresh();
        }
        catch (error) {
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
    async load() {
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
    async addSourceHooks(row, snapshot) {
        const { address, tenant } = row;
        const hooks = await this.builder.sourceHooks(row, snapshot.environmentsOf(tenant));
        for (const [environment, hook] of hooks) {
            snapshot.addHook(address, { tenant, environment }, hook);
        }
    }
    async addWorkflowHooks(row, deployed, { snapshot, samples }) {
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
};
HookDirectory = __decorate([
    Injectable(),
    __param(3, Inject(LOGGER)),
    __metadata("design:paramtypes", [DataSource,
        HookBuilder,
        Changes, Object])
], HookDirectory);
export { HookDirectory };
function sampleOf(row, alone) {
    return row === undefined ? {} : { sample: { id: row.id, until: row.until, alone } };
}
//# sourceMappingURL=hook-directory.service.js.map