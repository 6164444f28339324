import { Inject, Injectable } from '@nestjs/common';
import { newId } from '../config/clock.js';
import { CLOCK, type Clock } from '../config/clock.js';
import { InvalidRequest, NotFound } from '../errors/errors.js';
import { LimitBook } from '../workflow/limit-book.service.js';
import type { WorkflowRow } from '../workflow/revisions.repository.js';
import { RevisionCache } from '../workflow/revision-cache.service.js';
import { VariableStore } from '../workflow/variable-store.service.js';
import { dedupeKey } from './event-columns.js';
import { openingOf, scopeOf } from './events-of.js';
import type { Deployed } from './hook.js';
import { laneOf } from '../workflow/lane.js';
import { Recording } from './recording.service.js';
import { holdsZero } from './zero-character.js';

/** Hook id of events that came by the management API. */
const API_HOOK = '00000000-0000-0000-0000-000000000000';

export interface TriggerInput {
  readonly type?: string;
  readonly subject?: string;
  readonly body?: unknown;
  /** The caller's id for the event; the same one again runs nothing and gives the first ids. */
  readonly externalId?: string;
}

/** Starts one workflow by hand, on the same way through the ledger as a delivery. */
@Injectable()
export class ManualTrigger {
  constructor(
    private readonly recording: Recording,
    private readonly revisions: RevisionCache,
    private readonly variables: VariableStore,
    private readonly limits: LimitBook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** `row` says which environment is meant. Throws NotFound where the workflow is not deployed or is disabled. */
  async triggerWorkflow(
    row: WorkflowRow,
    input: TriggerInput,
  ): Promise<{ event: string; executions: readonly string[] }> {
    const deployed = await this.requireDeployed(row);
    const body = input.body === undefined ? 'null' : JSON.stringify(input.body);
    if (holdsZero(body)) {
      throw new InvalidRequest('the body holds a zero character, which cannot be stored');
    }
    const now = this.clock.now();
    const id = newId();
    const externalId = input.externalId === undefined ? null : `${row.id}:${input.externalId}`;
    const { type = null, subject = null } = input;
    const trigger = {
      id,
      type,
      commonType: null,
      source: null,
      subject,
      time: now.toISOString(),
      hook: API_HOOK,
      body: input.body ?? null,
      headers: {},
      parameters: {},
    };
    const lane = laneOf(deployed, subject, scopeOf(trigger, deployed, now));
    const [recorded] = await this.recording.record([
      {
        id,
        deliveryId: id,
        tenant: row.tenant,
        environment: row.environment,
        hookId: API_HOOK,
        dedupeKey: dedupeKey(externalId, id, row.environment),
        source: null,
        type,
        commonType: null,
        externalId: input.externalId ?? null,
        subject,
        occurredAt: now,
        remoteAddress: 'api',
        bytes: Buffer.byteLength(body),
        body,
        headers: '{}',
        parameters: '{}',
        inputs: null,
        test: false,
        traceparent: null,
        executions: [openingOf(deployed, 'api', lane, 'ignore')],
      },
    ]);
    return { event: recorded!.eventId, executions: recorded!.executions };
  }

  /** Throws NotFound where it is not deployed or is disabled. */
  async requireDeployed({
    id: workflowId,
    tenant,
    environment,
    revision,
    enabled,
  }: WorkflowRow): Promise<Deployed> {
    if (revision === null || !enabled) {
      const state = revision === null ? 'not deployed' : 'disabled';
      throw new NotFound(`the workflow is ${state} in the environment ${environment}`, { environment });
    }
    const workflow = await this.revisions.require({ workflowId, revision });
    const variables = await this.variables.values(tenant, workflow.document.namespace, environment);
    const limits = await this.limits.ofWorkflow({ tenant, workflowId, environment }, workflow.document);
    const { triggers } = workflow;
    return { workflowId, revision, tenant, environment, workflow, triggers, variables, limits };
  }
}
