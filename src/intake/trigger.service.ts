import { Inject, Injectable } from '@nestjs/common';
import { newId } from '../config/clock.js';
import { CLOCK, type Clock } from '../config/clock.js';
import { InvalidRequest, NotFound } from '../errors/errors.js';
import { RevisionCache } from '../workflow/revision-cache.service.js';
import type { WorkflowRow } from '../workflow/revisions.repository.js';
import { dedupeKey } from './event-columns.js';
import { laneOf } from './lane.js';
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
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async triggerWorkflow(
    row: WorkflowRow,
    input: TriggerInput,
  ): Promise<{ event: string; executions: readonly string[] }> {
    if (!row.enabled) {
      throw new NotFound('the workflow is disabled');
    }
    const workflow = await this.revisions.require({ workflowId: row.id, revision: row.revision });
    const body = input.body === undefined ? 'null' : JSON.stringify(input.body);
    if (holdsZero(body)) {
      throw new InvalidRequest('the body holds a zero character, which cannot be stored');
    }
    const now = this.clock.now();
    const id = newId();
    const externalId = input.externalId === undefined ? null : `${row.id}:${input.externalId}`;
    const deployed = {
      workflowId: row.id,
      revision: row.revision,
      tenant: row.tenant,
      workflow,
      triggers: workflow.triggers,
    };
    const trigger = {
      id,
      type: input.type ?? null,
      subject: input.subject ?? null,
      body: input.body ?? null,
    };
    const scope = {
      trigger: {
        ...trigger,
        source: null,
        time: now.toISOString(),
        hook: API_HOOK,
        headers: {},
        parameters: {},
      },
      inputs: {},
      tasks: {},
      execution: {},
      workflow: {},
      secrets: () => '',
      now,
      uuid: newId,
    };
    const { concurrency } = workflow.document;
    const [recorded] = await this.recording.record([
      {
        id,
        deliveryId: id,
        tenant: row.tenant,
        hookId: API_HOOK,
        dedupeKey: dedupeKey(externalId, id),
        source: null,
        type: trigger.type,
        externalId: input.externalId ?? null,
        subject: trigger.subject,
        occurredAt: now,
        remoteAddress: 'api',
        bytes: Buffer.byteLength(body),
        body,
        headers: '{}',
        parameters: '{}',
        traceparent: null,
        executions: [
          {
            id: newId(),
            workflowId: row.id,
            revision: row.revision,
            triggerId: 'api',
            lane: laneOf(deployed, trigger.subject, scope),
            concurrencyLimit: concurrency?.limit ?? null,
            overflow: concurrency?.overflow ?? null,
          },
        ],
      },
    ]);
    return { event: recorded!.eventId, executions: recorded!.executions };
  }
}
