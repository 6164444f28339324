import { Injectable } from '@nestjs/common';
import { KeptReads } from '../database/kept-reads.js';
import { AppError } from '../errors/app-error.js';
import { NotFound } from '../errors/errors.js';
import { type CompiledWorkflow, compileWorkflow } from './compile.js';
import type { RevisionKey } from './revision.js';
import { RevisionsRepository } from './revisions.repository.js';

/** Most revisions kept ready, where no more are deployed. */
const CAPACITY = 2000;

/** A document of another version of this program, perhaps: nothing that reading it again would mend. */
export class NotUnderstood extends Error {}

/** It is the document, and not that it could not be read. */
export function isDocumentFault(error: unknown): boolean {
  return error instanceof NotUnderstood || (error instanceof AppError && !error.retryable);
}

/** Revisions ready to run. They never change, so nothing here can be stale. */
@Injectable()
export class RevisionCache {
  private readonly ready = new KeptReads<CompiledWorkflow>(CAPACITY);

  constructor(private readonly revisions: RevisionsRepository) {}

  /**
   * Keeps room for those that are deployed and as many others: whoever goes through all of them, again and again, would
   * find none if there were room for one less.
   */
  makeRoom(deployed: number): void {
    this.ready.resize(Math.max(CAPACITY, 2 * deployed));
  }

  /** Throws NotFound, what compiling says of expressions, or NotUnderstood. */
  require(key: RevisionKey): Promise<CompiledWorkflow> {
    return this.ready.get(`${key.workflowId}@${key.revision}`, () => this.load(key));
  }

  private async load(key: RevisionKey): Promise<CompiledWorkflow> {
    const row = await this.revisions.revision(key);
    if (!row) {
      throw new NotFound('the revision is gone', { workflowId: key.workflowId, revision: key.revision });
    }
    try {
      return compileWorkflow(row.document);
    } catch (error) {
      throw error instanceof AppError ? error : new NotUnderstood(String(error), { cause: error });
    }
  }
}
