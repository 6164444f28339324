/** Open executions as intake leaves them, by the thousand if need be, without going through a door. */
import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';
import { newId } from '../../src/config/clock.js';
import { AdmissionRepository } from '../../src/ledger/admission.repository.js';
import type { NewEvent, NewExecution } from '../../src/ledger/record.js';
import { withConnection } from '../../src/database/session.js';

/** Stands for a hook nobody can reach. */
const HOOK_ID = '0190a000-0000-7000-8000-0000000000aa';

export interface OpenParts extends Partial<Omit<NewExecution, 'id'>> {
  readonly body?: unknown;
  readonly subject?: string | null;
  readonly tenant?: string;
  readonly environment?: string;
}

/** An event with one execution. A workflow of its own unless `parts` names one. */
export function aNewEvent(parts: OpenParts = {}): NewEvent {
  const { body = {}, subject = null, tenant = 'main', environment = 'production', ...execution } = parts;
  const id = newId();
  const text = JSON.stringify(body);
  return {
    id,
    deliveryId: id,
    tenant,
    environment,
    hookId: HOOK_ID,
    dedupeKey: createHash('sha256').update(id).digest(),
    source: 'somewhere',
    type: 'user.created',
    commonType: null,
    externalId: null,
    subject,
    occurredAt: null,
    remoteAddress: '127.0.0.1',
    bytes: text.length,
    body: text,
    headers: '{}',
    parameters: '{}',
    inputs: null,
    test: false,
    traceparent: null,
    executions: [
      {
        id: newId(),
        workflowId: newId(),
        revision: 1,
        triggerId: 'test',
        lane: null,
        concurrencyLimit: null,
        overflow: null,
        claimScope: null,
        quotas: [],
        reentry: 'avoid',
        workflow: 'acme/test',
        ...execution,
      },
    ],
  };
}

/** Writes them down in one commit, in order; ids of their executions. */
export async function openAll(dataSource: DataSource, events: readonly NewEvent[]): Promise<string[]> {
  const admissions = new AdmissionRepository();
  await withConnection(dataSource, (db) => admissions.record(db, events));
  return events.flatMap(({ executions }) => executions.map(({ id }) => id));
}
