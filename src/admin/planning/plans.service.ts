import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../config/clock.js';
import { InvalidDocument, InvalidRequest, NotFound } from '../../errors/errors.js';
import type { StoredEvent } from '../../ledger/claimed.js';
import { storedEvent } from '../../planning/given-event.js';
import { makePlan, type PlanRequest } from '../../planning/make-plan.js';
import { PastEventView } from '../../planning/past-event.view.js';
import { PlanWorlds } from '../../planning/plan-world.service.js';
import type { Plan } from '../../planning/plan.js';
import type { PlannedRadius } from '../../planning/planned-radius.js';
import { compileWorkflow } from '../../workflow/compile.js';
import { RevisionCache } from '../../workflow/revision-cache.service.js';
import type { WorkflowRow } from '../../workflow/revisions.repository.js';
import { type Caller, requireNamespace } from '../access/caller.js';
import { Environments } from '../environments/environments.service.js';
import { DocumentChecker } from '../workflows/document-checker.service.js';
import { type WorkflowName, WorkflowsService } from '../workflows/workflows.service.js';
import type { PlanBody } from './planning.dto.js';

/** What is planned with, as one thing to inject. */
@Injectable()
export class PlanSources {
  constructor(
    readonly worlds: PlanWorlds,
    readonly events: PastEventView,
    readonly environments: Environments,
    readonly checker: DocumentChecker,
  ) {}
}

/** A plan, and how far each workflow of it goes into its blast radius. */
export interface CountedPlan extends Plan {
  readonly blastRadius: readonly PlannedRadius[];
}

type Target = Pick<PlanRequest, 'workflowId' | 'revision' | 'workflow'>;

/** Plans of saved revisions and of drafts. */
@Injectable()
export class Plans {
  constructor(
    private readonly sources: PlanSources,
    private readonly workflows: WorkflowsService,
    private readonly revisions: RevisionCache,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Throws Forbidden out of reach, NotFound, InvalidDocument with its `faults`, InvalidRequest. */
  async make(caller: Caller, name: WorkflowName, asked: PlanBody): Promise<CountedPlan> {
    requireNamespace(caller, name.namespace);
    const { tenant } = caller;
    const { environment, outputs = {} } = asked;
    await this.sources.environments.require(tenant, environment);
    const target =
      asked.document === undefined ? await this.saved(caller, name, asked) : this.draft(name, asked);
    const { event, trigger } = await this.event(caller, asked, target.workflowId);
    const stubs = Object.fromEntries(Object.entries(outputs).map(([task, output]) => [task, { output }]));
    const world = await this.sources.worlds.open({ reach: caller, environment });
    const plan = await makePlan({ tenant, environment, ...target, event, trigger, stubs }, world);
    await world.radius.count(world.touched, { id: event.id, at: world.now });
    return { ...plan, blastRadius: world.radius.report() };
  }

  /** A checked draft, ready to be planned; it must be of that name. */
  draft(name: WorkflowName | null, { document: text }: Pick<PlanBody, 'document'>): Target {
    const { document, faults } = this.sources.checker.check(text);
    if (!document) {
      throw new InvalidDocument('the document has faults', { faults });
    }
    if (name && (document.namespace !== name.namespace || document.id !== name.id)) {
      throw new InvalidRequest(
        `the document is ${document.namespace}/${document.id}, not what the address says`,
      );
    }
    return { workflowId: '', revision: 0, workflow: compileWorkflow(document) };
  }

  private async saved(caller: Caller, name: WorkflowName, asked: PlanBody): Promise<Target> {
    const row = await this.workflows.require(caller, { ...name, environment: asked.environment });
    const revision = asked.revision ?? requireRevision(row);
    const key = { workflowId: row.id, revision };
    return { ...key, workflow: await this.revisions.require(key) };
  }

  /** A recorded event is taken by the trigger that took it, as long as nobody asks for another. */
  private async event(
    caller: Caller,
    { eventId, event: given, trigger }: PlanBody,
    workflowId: string,
  ): Promise<{ event: StoredEvent; trigger: string | undefined }> {
    if ((eventId === undefined) === (given === undefined)) {
      throw new InvalidRequest('give eventId or event');
    }
    if (given !== undefined) {
      return { event: storedEvent(given, this.clock.now()), trigger };
    }
    const found = await this.sources.events.find(caller, eventId!);
    if (!found) {
      throw new NotFound('there is no such event', { event: eventId });
    }
    const { event, started } = found;
    const past = event.source === null && started.find((one) => one.workflowId === workflowId);
    return { event, trigger: trigger ?? (past ? past.trigger : undefined) };
  }
}

function requireRevision({ revision, environment }: WorkflowRow): number {
  if (revision === null) {
    throw new NotFound(`the workflow is not deployed in the environment ${environment}`, { environment });
  }
  return revision;
}
