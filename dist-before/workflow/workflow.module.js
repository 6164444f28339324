var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Module } from '@nestjs/common';
import { LimitBook } from './limit-book.service.js';
import { RevisionCache } from './revision-cache.service.js';
import { DeploymentsRepository } from './deployments.repository.js';
import { RevisionsRepository } from './revisions.repository.js';
import { VariableStore } from './variable-store.service.js';
const PARTS = [DeploymentsRepository, LimitBook, RevisionCache, RevisionsRepository, VariableStore];
/** Workflows and their revisions. */
let WorkflowModule = class WorkflowModule {
};
WorkflowModule = __decorate([
    Module({ providers: PARTS, exports: PARTS })
], WorkflowModule);
export { WorkflowModule };
//# sourceMappingURL=workflow.module.js.map