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
import { DataSource } from 'typeorm';
import { DirectoriesService } from '../../directories/directories.service.js';
import { isWithinReach, withinReach } from '../../ledger/reach.view.js';
import { SecretStore } from '../../secrets/secret-store.service.js';
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
let KnownNamesView = class KnownNamesView {
    dataSource;
    secrets;
    variables;
    directories;
    constructor(dataSource, secrets, variables, directories) {
        this.dataSource = dataSource;
        this.secrets = secrets;
        this.variables = variables;
        this.directories = directories;
    }
    /** As far as somebody reaches; what else is there is used and not told. */
    async of(reach, namespace, environment) {
        const { tenant, namespaces } = reach;
        const [secrets, variables, directories, sources, workflows] = await Promise.all([
            this.secrets.origins(tenant, namespace, environment),
            this.variables.values(tenant, namespace, environment),
            this.directories.all(tenant),
            this.dataSource.query('select name from source where tenant = $1', [tenant]),
            this.dataSource.query(WORKFLOWS, [tenant, environment, namespaces]),
        ]);
        const isInSight = (one) => isWithinReach(reach, one);
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
    async documents(tenant, environment, workflows) {
        const rows = workflows.length === 0
            ? []
            : await this.dataSource.query(DOCUMENTS, [
                tenant,
                environment,
                workflows,
            ]);
        return new Map(rows.map(({ name, document }) => [name, document]));
    }
};
KnownNamesView = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        SecretStore,
        VariableStore,
        DirectoriesService])
], KnownNamesView);
export { KnownNamesView };
//# sourceMappingURL=known-names.view.js.map