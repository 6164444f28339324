import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { WorkflowDocument } from '../../workflow/document.js';

interface Place {
  readonly tenant: string;
  readonly namespace: string;
  readonly environment: string;
}

const FROM = `from workflow w
              join deployment d on d.workflow_id = w.id
              join workflow_revision r on r.workflow_id = w.id and r.number = d.revision
             where w.tenant = $1 and w.namespace = $2 and d.environment = $3 and w.deleted_at is null`;

/** What a namespace has deployed in an environment. */
@Injectable()
export class ArchiveView {
  constructor(private readonly dataSource: DataSource) {}

  async size({ tenant, namespace, environment }: Place): Promise<{ count: number; bytes: number }> {
    const [size]: { count: number; bytes: number }[] = await this.dataSource.query(
      `select count(*)::int as count, coalesce(sum(octet_length(r.text)), 0)::float8 as bytes ${FROM}`,
      [tenant, namespace, environment],
    );
    return size!;
  }

  /** In an order that is the same in every database. */
  deployed({
    tenant,
    namespace,
    environment,
  }: Place): Promise<{ text: string; document: WorkflowDocument }[]> {
    return this.dataSource.query(`select r.text, r.document ${FROM} order by w.name collate "C"`, [
      tenant,
      namespace,
      environment,
    ]);
  }
}
