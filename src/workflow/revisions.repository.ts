import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newId, randomId } from '../config/clock.js';
import type { WorkflowDocument } from './document.js';
import type { RevisionKey } from './revision.js';

export interface WorkflowRow {
  readonly id: string;
  readonly tenant: string;
  readonly namespace: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface RevisionRow {
  readonly number: number;
  readonly hash: string;
  readonly text: string;
  readonly document: WorkflowDocument;
  readonly createdAt: Date;
  readonly createdBy: string;
}

export interface Applied {
  readonly workflow: WorkflowRow;
  /** `unchanged` when the newest revision says the same. */
  readonly outcome: 'created' | 'updated' | 'unchanged';
}

const COLUMNS = `w.id, w.tenant, w.namespace, w.name, w.enabled, w.deployed_revision as revision,
                 w.created_at as "createdAt", w.updated_at as "updatedAt"`;

/** Workflows and their revisions: numbered, hashed, never changed. Saving a document keeps its hooks in step. */
@Injectable()
export class RevisionsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async apply(
    tx: EntityManager,
    tenant: string,
    document: WorkflowDocument,
    text: string,
    by: string,
  ): Promise<Applied> {
    const hash = createHash('sha256').update(JSON.stringify(document)).digest('hex');
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `signet:workflow:${tenant}/${document.namespace}/${document.id}`,
    ]);
    const existing = await this.find(tenant, document.namespace, document.id, tx, true);
    if (!existing) {
      return { workflow: await this.create(tx, tenant, document, { hash, text, by }), outcome: 'created' };
    }
    const [newest] = await tx.query<{ number: number; hash: string }[]>(
      'select number, hash from workflow_revision where workflow_id = $1 order by number desc limit 1',
      [existing.id],
    );
    const [deleted] = await tx.query<{ gone: boolean }[]>(
      'select deleted_at is not null as gone from workflow where id = $1',
      [existing.id],
    );
    if (newest!.hash === hash && existing.revision === newest!.number && !deleted!.gone) {
      return { workflow: existing, outcome: 'unchanged' };
    }
    const number = newest!.hash === hash ? newest!.number : newest!.number + 1;
    if (number !== newest!.number) {
      await this.insertRevision(tx, existing.id, number, document, { hash, text, by });
    }
    await tx.query(
      'update workflow set deployed_revision = $2, updated_at = now(), deleted_at = null where id = $1',
      [existing.id, number],
    );
    await this.syncHooks(tx, existing.id, tenant, document);
    const workflow = (await this.find(tenant, document.namespace, document.id, tx))!;
    return { workflow, outcome: deleted!.gone ? 'created' : 'updated' };
  }

  async find(
    tenant: string,
    namespace: string,
    name: string,
    db: EntityManager = this.dataSource.manager,
    withDeleted = false,
  ): Promise<WorkflowRow | null> {
    const rows: WorkflowRow[] = await db.query(
      `select ${COLUMNS} from workflow w where tenant = $1 and namespace = $2 and name = $3
          and ($4 or deleted_at is null)`,
      [tenant, namespace, name, withDeleted],
    );
    return rows[0] ?? null;
  }

  /** Keyset page by (namespace, name). */
  async list(
    tenant: string,
    after: { namespace: string; name: string } | null,
    limit: number,
  ): Promise<WorkflowRow[]> {
    return this.dataSource.query(
      `select ${COLUMNS} from workflow w
        where tenant = $1 and deleted_at is null and (namespace, name) > ($2, $3)
        order by namespace, name limit $4`,
      [tenant, after?.namespace ?? '', after?.name ?? '', limit],
    );
  }

  async revision(key: RevisionKey): Promise<RevisionRow | null> {
    const rows: RevisionRow[] = await this.dataSource.query(
      `select number, hash, text, document, created_at as "createdAt", created_by as "createdBy"
         from workflow_revision where workflow_id = $1 and number = $2`,
      [key.workflowId, key.revision],
    );
    return rows[0] ?? null;
  }

  async revisions(workflowId: string): Promise<Omit<RevisionRow, 'text' | 'document'>[]> {
    return this.dataSource.query(
      `select number, hash, created_at as "createdAt", created_by as "createdBy"
         from workflow_revision where workflow_id = $1 order by number desc`,
      [workflowId],
    );
  }

  /** False when there is no such workflow. */
  async setEnabled(tx: EntityManager, id: string, enabled: boolean): Promise<void> {
    await tx.query('update workflow set enabled = $2, updated_at = now() where id = $1', [id, enabled]);
  }

  /** Soft: its revisions and executions stay, its hooks answer 404. */
  async remove(tx: EntityManager, id: string): Promise<void> {
    await tx.query('update workflow set deleted_at = now(), updated_at = now() where id = $1', [id]);
  }

  private async create(
    tx: EntityManager,
    tenant: string,
    document: WorkflowDocument,
    saved: { hash: string; text: string; by: string },
  ): Promise<WorkflowRow> {
    const id = newId();
    await tx.query(
      'insert into workflow (id, tenant, namespace, name, deployed_revision) values ($1, $2, $3, $4, 1)',
      [id, tenant, document.namespace, document.id],
    );
    await this.insertRevision(tx, id, 1, document, saved);
    await this.syncHooks(tx, id, tenant, document);
    return (await this.find(tenant, document.namespace, document.id, tx))!;
  }

  private async insertRevision(
    tx: EntityManager,
    workflowId: string,
    number: number,
    document: WorkflowDocument,
    saved: { hash: string; text: string; by: string },
  ): Promise<void> {
    await tx.query(
      `insert into workflow_revision (workflow_id, number, hash, text, document, created_by)
       values ($1, $2, $3, $4, $5::jsonb, $6)`,
      [workflowId, number, saved.hash, saved.text, JSON.stringify(document), saved.by],
    );
  }

  /** A hook for each webhook trigger; one that was taken out keeps its address, in case it comes back. */
  private async syncHooks(
    tx: EntityManager,
    workflowId: string,
    tenant: string,
    document: WorkflowDocument,
  ): Promise<void> {
    for (const trigger of document.triggers.filter(({ type }) => type === 'webhook')) {
      await tx.query(
        `insert into hook (id, tenant, address, workflow_id, trigger_id) values ($1, $2, $3, $4, $5)
             on conflict (workflow_id, trigger_id) do nothing`,
        [newId(), tenant, newAddress(), workflowId, trigger.id],
      );
    }
    await tx.query(`select pg_notify('signet_changed', 'workflow')`);
  }
}

/** 244 random bits: cannot be guessed, and says nothing about what is behind it. */
export function newAddress(): string {
  return `${randomId()}${randomId()}`.replaceAll('-', '');
}
