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
import { DEFAULT_ENVIRONMENT } from '../../config/places.js';
import { Conflict, Forbidden, InvalidDocument, InvalidRequest, NotFound } from '../../errors/errors.js';
import { isWithinReach } from '../../ledger/reach.view.js';
import { RevisionsRepository, } from '../../workflow/revisions.repository.js';
import { actorOf, requireNamespace } from '../access/caller.js';
import { Environments } from '../environments/environments.service.js';
import { Journal } from '../journal.service.js';
import { callsBeyond } from './calls-beyond.js';
import { DocumentChecker } from './document-checker.service.js';
/** Changes workflows. A document with faults is never saved. */
let WorkflowsService = class WorkflowsService {
    dataSource;
    revisions;
    environments;
    journal;
    checker;
    constructor(dataSource, revisions, environments, journal, checker) {
        this.dataSource = dataSource;
        this.revisions = revisions;
        this.environments = environments;
        this.journal = journal;
        this.checker = checker;
    }
    /**
     * All faults and warnings of a text, as they would be where it is deployed; a caller who does not reach its namespace is
     * not told what is there. Throws NotFound for an environment that is not, UnsupportedMediaType when no text came.
     */
    async validate(caller, text, environment, beside) {
        const { tenant } = caller;
        await this.environments.require(tenant, environment);
        const parsed = this.checker.check(text);
        return parsed.document && isWithinReach(caller, parsed.document.namespace)
            ? {
                ...parsed,
                warnings: await this.checker.warnings(text, parsed, caller, { environment, beside }),
            }
            : parsed;
    }
    /** Throws InvalidDocument with its `faults`; InvalidRequest when it is not the workflow `named`; Forbidden as `save`. */
    async apply(caller, text, { named, environment = DEFAULT_ENVIRONMENT, beside } = {}) {
        const parsed = this.checker.check(text);
        const document = requireDocument(parsed, named);
        requireNamespace(caller, document.namespace);
        const { tenant } = caller;
        const applied = await this.dataSource.transaction(async (tx) => {
            await this.environments.require(tenant, environment, tx);
            return this.save(tx, caller, { document, text: text }, environment);
        });
        const warnings = await this.checker.warnings(text, parsed, caller, { environment, beside });
        return { ...applied, warnings };
    }
    /** Saves and deploys a checked document, within the caller's reach, in a transaction of others. Throws as `requireCalls`. */
    async save(tx, caller, checked, environment) {
        await this.requireCalls(tx, caller, checked.document, environment);
        const place = { tenant: caller.tenant, environment };
        const applied = await this.revisions.apply(tx, place, { ...checked, by: actorOf(caller) });
        const { outcome, workflow } = applied;
        if (outcome !== 'unchanged') {
            const details = { outcome, revision: workflow.revision, environment };
            await this.note(tx, caller, 'workflow.apply', workflow, details);
        }
        return applied;
    }
    /** Throws Forbidden for a document that starts a workflow out of reach, unless the one deployed there starts it as well. */
    async requireCalls(tx, caller, document, environment) {
        const beyond = callsBeyond(caller, document);
        if (beyond.size === 0) {
            return;
        }
        const key = { tenant: caller.tenant, namespace: document.namespace, name: document.id, environment };
        await this.revisions.lock(tx, key);
        const row = await this.revisions.find(key, tx);
        const deployed = row && (await this.revisions.deployed(row, tx));
        const known = deployed && callsBeyond(caller, deployed.document);
        for (const [workflow, task] of beyond) {
            if (!known?.has(workflow)) {
                const message = `the task ${task} starts ${workflow}, which this token does not reach`;
                throw new Forbidden(message, { task, workflow });
            }
        }
    }
    /** Throws Forbidden out of reach, NotFound also for an environment that is not there. */
    async require(caller, name, tx) {
        const { namespace, id, environment = DEFAULT_ENVIRONMENT } = name;
        requireNamespace(caller, namespace);
        const { tenant } = caller;
        await this.environments.require(tenant, environment, tx);
        const row = await this.revisions.find({ tenant, namespace, name: id, environment }, tx);
        if (!row) {
            throw new NotFound('there is no such workflow', { workflow: `${namespace}/${id}` });
        }
        return row;
    }
    async remove(caller, name) {
        await this.dataSource.transaction(async (tx) => {
            await this.revisions.lock(tx, { tenant: caller.tenant, namespace: name.namespace, name: name.id });
            const row = await this.require(caller, name, tx);
            const ran = await this.revisions.remove(tx, row.id);
            await this.note(tx, caller, 'workflow.delete', row, { ran });
        });
    }
    /** Takes a removal back; it is deployed nowhere. Throws NotFound for what never was, Conflict for what is there. */
    async restore(caller, { namespace, id: name }) {
        requireNamespace(caller, namespace);
        const key = { tenant: caller.tenant, namespace, name };
        await this.dataSource.transaction(async (tx) => {
            await this.revisions.lock(tx, key);
            const known = await this.revisions.findAny(tx, key);
            if (!known) {
                throw new NotFound('there is no such workflow', { workflow: `${namespace}/${name}` });
            }
            if (!known.deleted) {
                throw new Conflict('the workflow is not deleted', { workflow: `${namespace}/${name}` });
            }
            await this.revisions.restore(tx, known.id);
            await this.note(tx, caller, 'workflow.restore', key);
        });
    }
    /** It has been started: never throws. */
    noteTrigger(caller, row, details) {
        return this.journal.writeAfter(caller, deedOf('workflow.trigger', row, details));
    }
    /** Writes a deed into the audit log, in the transaction of the deed. */
    note(tx, caller, verb, row, details) {
        return this.journal.write(tx, caller, deedOf(verb, row, details));
    }
};
WorkflowsService = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        RevisionsRepository,
        Environments,
        Journal,
        DocumentChecker])
], WorkflowsService);
export { WorkflowsService };
function deedOf(verb, row, details) {
    const name = `${row.namespace}/${row.name}`;
    return { verb, subject: `workflow:${name}`, message: `${verb} ${name}`, ...(details && { details }) };
}
function requireDocument({ document, faults, warnings }, named) {
    if (!document) {
        throw new InvalidDocument('the workflow has faults', { faults, warnings });
    }
    if (named && (named.namespace !== document.namespace || named.id !== document.id)) {
        throw new InvalidRequest('the document is another workflow than the address says', {
            document: `${document.namespace}/${document.id}`,
        });
    }
    return document;
}
//# sourceMappingURL=workflows.service.js.map