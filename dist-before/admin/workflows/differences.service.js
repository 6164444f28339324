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
import { NotFound } from '../../errors/errors.js';
import { diffDocuments } from '../../workflow/diff/diff-documents.js';
import { documentHash } from '../../workflow/document-hash.js';
import { hasHash, RevisionsRepository } from '../../workflow/revisions.repository.js';
import { requireNamespace } from '../access/caller.js';
import { Environments } from '../environments/environments.service.js';
import { DocumentChecker } from './document-checker.service.js';
import { WorkflowsService } from './workflows.service.js';
/** Compares by meaning, saving nothing. */
let Differences = class Differences {
    checker;
    environments;
    workflows;
    revisions;
    constructor(checker, environments, workflows, revisions) {
        this.checker = checker;
        this.environments = environments;
        this.workflows = workflows;
        this.revisions = revisions;
    }
    /** Throws Forbidden out of reach, NotFound for an environment that is not, UnsupportedMediaType when no text came. */
    async ofDocument(caller, text, environment, beside) {
        const { tenant } = caller;
        await this.environments.require(tenant, environment);
        const parsed = this.checker.check(text);
        const { document, faults } = parsed;
        if (!document) {
            const nothing = { workflow: null, revision: null, deployed: false, changes: [] };
            return { ...nothing, outcome: 'refused', faults, warnings: parsed.warnings };
        }
        requireNamespace(caller, document.namespace);
        const warnings = await this.checker.warnings(text, parsed, caller, { environment, beside });
        return { ...(await this.compared(caller, document, environment)), faults, warnings };
    }
    /** What revision `number` says otherwise than `against`; 0 is nothing at all. Throws Forbidden, NotFound. */
    async ofRevisions(caller, name, number, against) {
        const { id } = await this.workflows.require(caller, name);
        const revision = async (one) => {
            const found = one < 2 ** 31 ? await this.revisions.revision({ workflowId: id, revision: one }) : null;
            if (!found) {
                throw new NotFound('the workflow has no such revision', { revision: one });
            }
            return found.document;
        };
        return diffDocuments(against === 0 ? null : await revision(against), await revision(number));
    }
    async compared({ tenant }, document, environment) {
        const { namespace, id: name } = document;
        const row = await this.revisions.find({ tenant, namespace, name, environment });
        const before = row && (await this.standing(row.id, row.revision));
        return {
            workflow: `${namespace}/${name}`,
            outcome: !before ? 'new' : hasHash(before, documentHash(document)) ? 'same' : 'changed',
            revision: before?.number ?? null,
            deployed: row !== null && row.revision !== null,
            changes: diffDocuments(before?.document ?? null, document),
        };
    }
    standing(workflowId, revision) {
        return revision === null
            ? this.revisions.newest(workflowId)
            : this.revisions.revision({ workflowId, revision });
    }
};
Differences = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DocumentChecker,
        Environments,
        WorkflowsService,
        RevisionsRepository])
], Differences);
export { Differences };
//# sourceMappingURL=differences.service.js.map