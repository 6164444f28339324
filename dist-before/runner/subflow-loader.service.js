var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { withConnection } from '../database/session.js';
import { SubflowRepository } from '../ledger/subflow.repository.js';
import { LimitBook } from '../workflow/limit-book.service.js';
import { RevisionCache } from '../workflow/revision-cache.service.js';
import { RevisionsRepository } from '../workflow/revisions.repository.js';
const NONE = { subflows: new Map(), ends: new Map() };
/** Gathers what an execution needs of the workflows it starts; nothing for the many that start none. */
let SubflowLoader = class SubflowLoader {
    dataSource;
    subflows;
    revisions;
    cache;
    limits;
    constructor(dataSource, subflows, revisions, cache, limits) {
        this.dataSource = dataSource;
        this.subflows = subflows;
        this.revisions = revisions;
        this.cache = cache;
        this.limits = limits;
    }
    async load(execution, workflow, runs) {
        const tasks = [...workflow.byId.values()].filter((task) => task.kind === 'subflow');
        if (tasks.length === 0) {
            return NONE;
        }
        const names = new Set(tasks.map(({ definition }) => definition.workflow));
        const found = await Promise.all([...names].map(async (name) => [name, await this.find(execution, workflow, name)]));
        const ids = new Set(tasks.map(({ id }) => id));
        const awaited = runs
            .filter(({ taskId, status }) => ids.has(taskId) && status === 'waiting')
            .map(({ output }) => output.execution);
        const ends = awaited.length === 0
            ? []
            : await withConnection(this.dataSource, (db) => this.subflows.ends(db, awaited));
        return {
            subflows: new Map(found.flatMap(([name, one]) => (one ? [[name, one]] : []))),
            ends: new Map(ends.map((end) => [end.id, end])),
        };
    }
    async find({ tenant, environment }, { document }, path) {
        const slash = path.lastIndexOf('/');
        const namespace = slash === -1 ? document.namespace : path.slice(0, slash);
        const row = await this.revisions.find({ tenant, environment, namespace, name: path.slice(slash + 1) });
        if (!row || row.revision === null || !row.enabled) {
            return null;
        }
        const key = { workflowId: row.id, revision: row.revision };
        const workflow = await this.cache.require(key);
        const place = { tenant, environment, workflowId: row.id };
        return { ...key, workflow, limits: await this.limits.ofWorkflow(place, workflow.document) };
    }
};
SubflowLoader = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        SubflowRepository,
        RevisionsRepository,
        RevisionCache,
        LimitBook])
], SubflowLoader);
export { SubflowLoader };
//# sourceMappingURL=subflow-loader.service.js.map