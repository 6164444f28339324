import { Module } from '@nestjs/common';
import { LimitBook } from './limit-book.service.js';
import { RevisionCache } from './revision-cache.service.js';
import { DeploymentsRepository } from './deployments.repository.js';
import { RevisionsRepository } from './revisions.repository.js';
import { VariableStore } from './variable-store.service.js';

const PARTS = [DeploymentsRepository, LimitBook, RevisionCache, RevisionsRepository, VariableStore];

/** Workflows and their revisions. */
@Module({ providers: PARTS, exports: PARTS })
export class WorkflowModule {}
