import { Injectable } from '@nestjs/common';
import { Conflict, NotFound } from '../../errors/errors.js';
import type { Trigger } from '../../workflow/document.js';
import { RevisionsRepository, type WorkflowRow } from '../../workflow/revisions.repository.js';
import type { Caller } from '../access/caller.js';
import { Environments } from '../environments/environments.service.js';
import type { SourceRow } from '../sources/sources.repository.js';
import { SourcesService } from '../sources/sources.service.js';
import { WorkflowView } from '../workflows/workflow.view.js';
import type { AddressedHook } from './hook-addresses.js';
import { type WorkflowName, WorkflowsService } from '../workflows/workflows.service.js';

export interface TriggerName extends WorkflowName {
  readonly environment: string;
  readonly trigger: string;
}

/** A hook and how it stands in one environment. */
export interface PlacedHook {
  readonly id: string;
  readonly address: string;
  readonly environment: string;
  /** Deliveries are taken there. */
  readonly isOn: boolean;
}

/** A trigger of the revision that is deployed in an environment, with the hook its deliveries come to. */
export interface PlacedTrigger {
  readonly row: WorkflowRow;
  readonly definition: Trigger;
  readonly hook: PlacedHook;
  /** Of an event trigger. */
  readonly source: SourceRow | null;
}

/** Finds triggers and sources where they are deployed. */
@Injectable()
export class Triggers {
  constructor(
    private readonly workflows: WorkflowsService,
    private readonly view: WorkflowView,
    private readonly revisions: RevisionsRepository,
    private readonly sources: SourcesService,
    private readonly environments: Environments,
  ) {}

  /** Throws NotFound for what is not there, also where the workflow is not deployed; Forbidden out of reach. */
  async require(caller: Caller, name: TriggerName): Promise<PlacedTrigger> {
    const { environment } = name;
    const row = await this.workflows.require(caller, name);
    const shown = await this.view.find(caller.tenant, environment, name);
    if (row.revision === null || !shown) {
      throw new NotFound(`the workflow is not deployed in ${environment}`, { environment });
    }
    const definition = shown.triggers.find(({ id }) => id === name.trigger);
    if (!definition) {
      throw new NotFound('the workflow has no such trigger there', { trigger: name.trigger });
    }
    if (definition.type === 'event') {
      const { source, hook } = await this.requireSource(caller, definition.source, environment);
      return { row, definition, source, hook };
    }
    const hook = shown.hooks.find(({ trigger }) => trigger === name.trigger)!;
    const { id, address, enabled } = hook;
    return { row, definition, source: null, hook: { id, address, environment, isOn: enabled } };
  }

  /** Throws Conflict when the trigger has no hook of its own. */
  async requireWebhook(caller: Caller, name: TriggerName): Promise<PlacedTrigger> {
    const placed = await this.require(caller, name);
    if (placed.source) {
      throw new Conflict('the trigger has no hook of its own: it takes the events of a source', {
        source: placed.source.name,
      });
    }
    return placed;
  }

  /** Text of the revision that is deployed there. */
  async requireText({ row }: PlacedTrigger): Promise<string> {
    const revision = await this.revisions.revision({ workflowId: row.id, revision: row.revision! });
    if (!revision) {
      throw new NotFound('the workflow has no such revision', { revision: row.revision });
    }
    return revision.text;
  }

  /** Throws NotFound, also for an environment that is not there. */
  async requireSource(
    caller: Caller,
    name: string,
    environment: string,
  ): Promise<{ source: SourceRow; hook: PlacedHook }> {
    await this.environments.require(caller.tenant, environment);
    const source = await this.sources.require(caller.tenant, name);
    const { hookId: id, address, enabled } = source;
    return { source, hook: { id, address, environment, isOn: enabled } };
  }
}

/** The hook of a trigger as its addresses are made. */
export function addressed({ hook, row, definition }: PlacedTrigger): AddressedHook {
  const { id: workflowId, tenant, namespace, name: id } = row;
  return definition.type === 'webhook'
    ? { ...hook, workflow: { workflowId, tenant, namespace, id, proofs: definition } }
    : hook;
}
