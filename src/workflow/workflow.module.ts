import { Module } from '@nestjs/common';
import { RevisionCache } from './revision-cache.service.js';
import { RevisionsRepository } from './revisions.repository.js';

/** Workflows and their revisions. */
@Module({ providers: [RevisionCache, RevisionsRepository], exports: [RevisionCache, RevisionsRepository] })
export class WorkflowModule {}
