import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Conflict, NotFound } from '../../errors/errors.js';
import { type DeploymentRow, DeploymentsRepository } from '../../workflow/deployments.repository.js';
import { RevisionsRepository, type WorkflowRow } from '../../workflow/revisions.repository.js';
import { actorOf, type Caller } from '../access/caller.js';
import { Environments } from '../environments/environments.service.js';
import { type WorkflowName, WorkflowsService } from './workflows.service.js';

/** Moves revisions between environments, and puts switches there. */
@Injectable()
export class Deployments {
  constructor(
    private readonly dataSource: DataSource,
    private readonly workflows: WorkflowsService,
    private readonly environments: Environments,
    private readonly deployments: DeploymentsRepository,
    private readonly revisions: RevisionsRepository,
  ) {}

  async list(caller: Caller, name: WorkflowName): Promise<DeploymentRow[]> {
    const row = await this.workflows.require(caller, name);
    return this.deployments.list(row.id);
  }

  /** Makes a revision the one that runs there: forward, or back. Throws NotFound, and as `requireCalls`. */
  async deploy(caller: Caller, name: WorkflowName, revision: number): Promise<void> {
    await this.change(caller, name, 'workflow.deploy', { revision }, (tx, row) =>
      this.put(tx, caller, row, revision),
    );
  }

  /** Deploys to the environment of `name` what runs in `from`. */
  async promote(caller: Caller, name: WorkflowName, from: string): Promise<void> {
    await this.change(caller, name, 'workflow.promote', { from }, async (tx, row) => {
      await this.environments.require(caller.tenant, from, tx);
      const there = (await this.deployments.list(row.id, tx)).find(({ environment }) => environment === from);
      if (!there) {
        throw new Conflict(`the workflow is not deployed in ${from}`, { environment: from });
      }
      await this.put(tx, caller, row, there.revision);
    });
  }

  async undeploy(caller: Caller, name: WorkflowName): Promise<void> {
    await this.change(caller, name, 'workflow.undeploy', {}, async (tx, row) => {
      requireDeployed(await this.deployments.remove(tx, keyOf(row)), row);
    });
  }

  async setEnabled(caller: Caller, name: WorkflowName, enabled: boolean): Promise<void> {
    await this.change(caller, name, enabled ? 'workflow.enable' : 'workflow.disable', {}, async (tx, row) => {
      requireDeployed(await this.deployments.setEnabled(tx, keyOf(row), enabled), row);
    });
  }

  /** Throws NotFound when the revision deployed there has no such trigger. */
  async switchTrigger(caller: Caller, name: WorkflowName, trigger: string, enabled: boolean): Promise<void> {
    const verb = enabled ? 'trigger.enable' : 'trigger.disable';
    await this.change(caller, name, verb, { trigger }, async (tx, row) => {
      requireDeployed(row.revision !== null, row);
      const revision = await this.revisions.deployed(row, tx);
      if (!revision?.document.triggers.some(({ id }) => id === trigger)) {
        throw new NotFound('the workflow has no such trigger', { trigger });
      }
      await this.deployments.switchTrigger(tx, keyOf(row), trigger, { enabled, by: actorOf(caller) });
    });
  }

  private async put(tx: EntityManager, caller: Caller, row: WorkflowRow, number: number): Promise<void> {
    const revision = await this.revisions.revision({ workflowId: row.id, revision: number }, tx);
    if (!revision) {
      throw new NotFound('the workflow has no such revision', { revision: number });
    }
    await this.workflows.requireCalls(tx, caller, revision.document, row.environment);
    await this.deployments.deploy(tx, keyOf(row), revision, actorOf(caller));
  }

  private async change(
    caller: Caller,
    name: WorkflowName,
    verb: string,
    details: object,
    change: (tx: EntityManager, row: WorkflowRow) => Promise<void>,
  ): Promise<void> {
    await this.dataSource.transaction(async (tx) => {
      await this.revisions.lock(tx, { tenant: caller.tenant, namespace: name.namespace, name: name.id });
      const row = await this.workflows.require(caller, name, tx);
      await change(tx, row);
      await this.workflows.note(tx, caller, verb, row, { environment: row.environment, ...details });
    });
  }
}

const keyOf = ({ id, environment }: WorkflowRow): { workflowId: string; environment: string } => ({
  workflowId: id,
  environment,
});

function requireDeployed(isDeployed: boolean, { environment }: WorkflowRow): void {
  if (!isDeployed) {
    throw new Conflict(`the workflow is not deployed in ${environment}`, { environment });
  }
}
