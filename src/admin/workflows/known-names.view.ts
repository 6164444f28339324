import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DirectoriesService } from '../../directories/directories.service.js';
import { isWithinReach, type Reach, withinReach } from '../../ledger/reach.view.js';
import { SecretStore } from '../../secrets/secret-store.service.js';
import type { KnownNames } from '../../workflow/check-names.js';
import type { WorkflowDocument } from '../../workflow/document.js';
import { VariableStore } from '../../workflow/variable-store.service.js';

const WORKFLOWS = `
select w.namespace || '/' || w.name as name
  from workflow w join deployment d on d.workflow_id = w.id and d.environment = $2
 where w.tenant = $1 and w.deleted_at is null and ${withinReach('w.namespace', '$3')}`;
const DOCUMENTS = `
select w.namespace || '/' || w.name as name, r.document
  from workflow w
  join deployment d on d.workflow_id = w.id and d.environment = $2
  join workflow_revision r on r.workflow_id = w.id and r.number = d.revision
 where w.tenant = $1 and w.deleted_at is null and w.namespace || '/' || w.name = any($3)`;

/** What a workflow can name where it is deployed. */
@Injectable()
export class KnownNamesView {
  constructor(
    private readonly dataSource: DataSource,
    private readonly secrets: SecretStore,
    private readonly variables: VariableStore,
    private readonly directories: DirectoriesService,
  ) {}

  /** As far as somebody reaches; what else is there is used and not told. */
  async of(reach: Reach, namespace: string, environment: string): Promise<KnownNames> {
    const { tenant, namespaces } = reach;
    const [secrets, variables, directories, sources, workflows] = await Promise.all([
      this.secrets.origins(tenant, namespace, environment),
      this.variables.values(tenant, namespace, environment),
      this.directories.all(tenant),
      this.dataSource.query<{ name: string }[]>('select name from source where tenant = $1', [tenant]),
      this.dataSource.query<{ name: string }[]>(WORKFLOWS, [tenant, environment, namespaces]),
    ]);
    const isInSight = (one: string): boolean => isWithinReach(reach, one);
    return {
      secrets: [...secrets.keys()],
      shownSecrets: [...secrets].flatMap(([name, origin]) => (isInSight(origin) ? [name] : [])),
      variables: Object.keys(variables),
      directories: [...directories.keys()],
      sources: sources.map(({ name }) => name),
      workflows: workflows.map(({ name }) => name),
      isInSight,
      where: `${namespace} in ${environment}`,
    };
  }

  /** Those of the workflows, `namespace/id`, that are deployed. */
  async documents(
    tenant: string,
    environment: string,
    workflows: readonly string[],
  ): Promise<Map<string, WorkflowDocument>> {
    const rows =
      workflows.length === 0
        ? []
        : await this.dataSource.query<{ name: string; document: WorkflowDocument }[]>(DOCUMENTS, [
            tenant,
            environment,
            workflows,
          ]);
    return new Map(rows.map(({ name, document }) => [name, document]));
  }
}
