import { newId } from '../config/clock.js';
import { ExpressionFailed, InvalidRequest } from '../errors/errors.js';
import type { NewEvent, NewExecution } from '../ledger/record.js';
import { holds } from '../workflow/condition.js';
import type { Scope } from '../workflow/expression/scope.js';
import type { TriggerIndex } from '../workflow/trigger-match.js';
import { dedupeKey, headersOf, parametersOf, subjectText } from './event-columns.js';
import type { Deployed, Hook } from './hook.js';
import { laneOf } from './lane.js';
import { parseBody } from './parsing/body.js';
import type { FieldRecord } from './parsing/fields.js';
import type { ExtractedEvent } from './verification/events.js';
import { firstHeader } from './verification/raw-request.js';
import type { RequestView } from './verification/request-view.js';
import { holdsZero } from './zero-character.js';

/** What an event shows of its request besides the body. */
interface Fields {
  readonly source: string | null;
  readonly headers: FieldRecord;
  readonly parameters: FieldRecord;
}

/** What is known of a delivery besides its content. */
export interface Arrival {
  readonly hook: Hook;
  readonly view: RequestView;
  readonly remoteAddress: string;
  readonly triggers: TriggerIndex<Deployed> | undefined;
  readonly now: Date;
}

/** The events of a proven delivery, each with the executions it opens. Throws InvalidRequest for a malformed body. */
export function eventsOf(arrival: Arrival, extracted: readonly ExtractedEvent[]): NewEvent[] {
  const { hook, view } = arrival;
  const single = extracted.length === 1;
  const deliveryId = newId();
  const fields: Fields = {
    source: hook.owner.kind === 'source' ? hook.owner.name : null,
    headers: headersOf(view.request),
    parameters: parametersOf(view.request),
  };
  const headers = JSON.stringify(fields.headers);
  const parameters = JSON.stringify(fields.parameters);
  const traceparent = firstHeader(view.request.rawHeaders, 'traceparent') ?? null;
  return extracted
    .filter(({ control }) => !control)
    .map((event, index): NewEvent => {
      const id = index === 0 ? deliveryId : newId();
      const body = single ? wholeBody(view, event) : jsonOf(event.body);
      if (holdsZero(body.text) || holdsZero(parameters)) {
        throw new InvalidRequest('the delivery holds a zero character, which cannot be stored');
      }
      const { type, id: externalId, time } = event;
      const subject = subjectText(event.subject);
      const executions = openings(arrival, { id, type, subject, time, body: body.value }, fields);
      // Spelled out: spreading an object costs more here than all else that is done with it.
      return {
        id,
        deliveryId,
        tenant: hook.tenant,
        hookId: hook.id,
        dedupeKey: dedupeKey(event.replayId, id),
        source: fields.source,
        type,
        externalId,
        subject,
        occurredAt: time,
        remoteAddress: arrival.remoteAddress,
        bytes: Buffer.byteLength(body.text),
        body: body.text,
        headers,
        parameters,
        traceparent,
        executions,
      };
    });
}

const jsonOf = (value: unknown): { value: unknown; text: string } => ({
  value,
  text: JSON.stringify(value ?? null),
});

/** The body as it came where that is JSON already, so that nothing is lost or turned round on the way. */
function wholeBody(view: RequestView, event: ExtractedEvent): { value: unknown; text: string } {
  const { content, request } = view;
  const isItem = view.json.ok && event.body !== view.json.value; // of a batch that holds this one alone
  if (view.tokenIsMessage || isItem) {
    return jsonOf(event.body);
  }
  if (content === null) {
    throw new InvalidRequest('the body cannot be unpacked', { reason: 'malformed_body' });
  }
  if (content.length > 0 && view.json.ok) {
    return { value: view.json.value, text: content.toString('utf8') };
  }
  const parsed = parseBody(content, firstHeader(request.rawHeaders, 'content-type'));
  if (!parsed.ok) {
    throw new InvalidRequest(`the body is malformed: ${parsed.fault}`, { reason: 'malformed_body' });
  }
  return { value: parsed.value, text: JSON.stringify(parsed.value) };
}

interface Candidate {
  readonly id: string;
  readonly type: string | null;
  readonly subject: string | null;
  readonly time: Date | null;
  readonly body: unknown;
}

function openings({ hook, triggers, now }: Arrival, event: Candidate, fields: Fields): NewExecution[] {
  const { owner } = hook;
  const matches =
    owner.kind === 'workflow'
      ? [{ workflow: owner.deployed, trigger: owner.trigger }]
      : event.type === null
        ? []
        : (triggers?.find(owner.name, event.type) ?? []);
  if (matches.length === 0) {
    return [];
  }
  const scope = scopeOf(event, hook, fields, now);
  return matches
    .filter(({ trigger }) => trigger.when === undefined || isMet(trigger.when, scope))
    .map(({ workflow, trigger }) => {
      const { concurrency } = workflow.workflow.document;
      return {
        id: newId(),
        workflowId: workflow.workflowId,
        revision: workflow.revision,
        triggerId: trigger.definition.id,
        lane: laneOf(workflow, event.subject, scope),
        concurrencyLimit: concurrency?.limit ?? null,
        overflow: concurrency?.overflow ?? null,
      };
    });
}

function scopeOf(event: Candidate, hook: Hook, fields: Fields, now: Date): Scope {
  return {
    trigger: {
      id: event.id,
      type: event.type,
      source: fields.source,
      subject: event.subject,
      time: (event.time ?? now).toISOString(),
      hook: hook.id,
      body: event.body,
      headers: fields.headers,
      parameters: fields.parameters,
    },
    tasks: {},
    execution: {},
    workflow: {},
    secrets: () => {
      throw new ExpressionFailed('secrets are not for conditions and lanes');
    },
    now,
    uuid: newId,
  };
}

/** A condition that cannot be told (a member is missing) is not met. */
function isMet(condition: Parameters<typeof holds>[0], scope: Scope): boolean {
  try {
    return holds(condition, scope);
  } catch (error) {
    if (error instanceof ExpressionFailed) {
      return false;
    }
    throw error;
  }
}
