import { Injectable } from '@nestjs/common';
import { NotFound } from '../errors/errors.js';
import { type CompiledWorkflow, compileWorkflow } from './compile.js';
import type { RevisionKey } from './revision.js';
import { RevisionsRepository } from './revisions.repository.js';

/** Most revisions kept ready. */
const CAPACITY = 2000;

/** Revisions ready to run. They never change, so nothing here can be stale. */
@Injectable()
export class RevisionCache {
  private readonly ready = new Map<string, Promise<CompiledWorkflow>>();

  constructor(private readonly revisions: RevisionsRepository) {}

  /** Throws NotFound, or what compiling says when this program no longer understands the document. */
  require(key: RevisionKey): Promise<CompiledWorkflow> {
    const name = `${key.workflowId}@${key.revision}`;
    const known = this.ready.get(name);
    if (known) {
      return known;
    }
    const loading = this.load(key);
    loading.catch(() => this.ready.delete(name));
    this.ready.set(name, loading);
    if (this.ready.size > CAPACITY) {
      this.ready.delete(this.ready.keys().next().value!);
    }
    return loading;
  }

  private async load(key: RevisionKey): Promise<CompiledWorkflow> {
    const row = await this.revisions.revision(key);
    if (!row) {
      throw new NotFound('the revision is gone', { workflowId: key.workflowId, revision: key.revision });
    }
    return compileWorkflow(row.document);
  }
}
