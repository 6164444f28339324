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
import { KeptReads } from '../database/kept-reads.js';
import { AppError } from '../errors/app-error.js';
import { NotFound } from '../errors/errors.js';
import { compileWorkflow } from './compile.js';
import { RevisionsRepository } from './revisions.repository.js';
/** Most revisions kept ready, where no more are deployed. */
const CAPACITY = 2000;
/** A document of another version of this program, perhaps: nothing that reading it again would mend. */
export class NotUnderstood extends Error {
}
/** It is the document, and not that it could not be read. */
export function isDocumentFault(error) {
    return error instanceof NotUnderstood || (error instanceof AppError && !error.retryable);
}
/** Revisions ready to run. They never change, so nothing here can be stale. */
let RevisionCache = class RevisionCache {
    revisions;
    ready = new KeptReads(CAPACITY);
    constructor(revisions) {
        this.revisions = revisions;
    }
    /**
     * Keeps room for those that are deployed and as many others: whoever goes through all of them, again and again, would
     * find none if there were room for one less.
     */
    makeRoom(deployed) {
        this.ready.resize(Math.max(CAPACITY, 2 * deployed));
    }
    /** Throws NotFound, what compiling says of expressions, or NotUnderstood. */
    require(key) {
        return this.ready.get(`${key.workflowId}@${key.revision}`, () => this.load(key));
    }
    async load(key) {
        const row = await this.revisions.revision(key);
        if (!row) {
            throw new NotFound('the revision is gone', { workflowId: key.workflowId, revision: key.revision });
        }
        try {
            return compileWorkflow(row.document);
        }
        catch (error) {
            throw error instanceof AppError ? error : new NotUnderstood(String(error), { cause: error });
        }
    }
};
RevisionCache = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [RevisionsRepository])
], RevisionCache);
export { RevisionCache };
//# sourceMappingURL=revision-cache.service.js.map