import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { withConnection } from '../database/session.js';
import type { Claimed } from '../ledger/claimed.js';
import { SubflowRepository } from '../ledger/subflow.repository.js';
import type { TaskRun } from '../ledger/task-run.js';
import type { CompiledWorkflow } from '../workflow/compile.js';
import { LimitBook } from '../workflow/limit-book.service.js';
import { RevisionCache } from '../workflow/revision-cache.service.js';
import { RevisionsRepository } from '../workflow/revisions.repository.js';
import type { DeployedWorkflow } from './deployed-workflow.js';
import type { Journey } from './journey.js';

const NONE: Pick<Journey, 'subflows' | 'ends'> = { subflows: new Map(), ends: new Map() };

/** Gathers what an execution needs of the workflows it starts; nothing for the many that start none. */
@Injectable()
export class SubflowLoader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly subflows: SubflowRepository,
    private readonly revisions: RevisionsRepository,
    private readonly cache: RevisionCache,
    private readonly limits: LimitBook,
  ) {}

  async load(
    execution: Claimed,
    workflow: CompiledWorkflow,
    runs: readonly TaskRun[],
  ): Promise<Pick<Journey, 'subflows' | 'ends'>> {
    const tasks = [...workflow.byId.values()].filter((task) => task.kind === 'subflow');
    if (tasks.length === 0) {
      return NONE;
    }
    const names = new Set(tasks.map(({ definition }) => definition.workflow));
    const found = await Promise.all(
      [...names].map(async (name) => [name, await this.find(execution, workflow, name)] as const),
    );
    const ids = new Set(tasks.map(({ id }) => id));
    const awaited = runs
      .filter(({ taskId, status }) => ids.has(taskId) && status === 'waiting')
      .map(({ output }) => (output as { execution: string }).execution);
    const ends =
      awaited.length === 0
        ? []
        : await withConnection(this.dataSource, (db) => this.subflows.ends(db, awaited));
    return {
      subflows: new Map(found.flatMap(([name, one]) => (one ? [[name, one]] : []))),
      ends: new Map(ends.map((end) => [end.id, end])),
    };
  }

  private async find(
    { tenant, environment }: Claimed,
    { document }: CompiledWorkflow,
    path: string,
  ): Promise<DeployedWorkflow | null> {
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
}
