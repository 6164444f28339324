import type { Concurrency, RequestLimit } from '../config/limits.js';
import { normaliseBlastRadius } from './blast-radius-schema.js';
import { normaliseCallback } from './callback/normalise-callback.js';
import type { HookLimits, Trigger, WorkflowDocument, WorkflowLimits } from './document.js';
import { parseDuration } from './duration.js';
import { parameterDefinitions } from './parameters/parameter-definition.js';
import { rawList, rawMap, rawText } from './raw.js';
import type { RawMap } from './raw.js';
import { MAX_WAIT_MS } from './response/check-caller.js';
import { normaliseResponse } from './response/normalise-response.js';
import { normaliseTasks } from './tasks/normalise-task.js';

/** The document proper of a value without faults: defaults filled in, lengths of time in milliseconds. */
export function normalise(value: unknown): WorkflowDocument {
  const raw = rawMap(value);
  return {
    id: raw['id'] as string,
    namespace: raw['namespace'] as string,
    ...given('description', raw['description'] as string | undefined),
    labels: rawMap(raw['labels']) as Record<string, string>,
    triggers: rawList(raw['triggers']).map((trigger) => normaliseTrigger(rawMap(trigger))),
    ...given('lane', raw['lane'] as string | undefined),
    ...given('concurrency', normaliseConcurrency(raw['concurrency'])),
    ...given('timeoutMs', lengthOf(raw['timeout'])),
    ...given('limits', normaliseLimits(raw['limits']) as WorkflowLimits | undefined),
    ...given('blastRadius', normaliseBlastRadius(raw['blastRadius'])),
    ...given('retentionMs', lengthOf(raw['retention'])),
    tasks: normaliseTasks(raw['tasks']),
    ...given('errors', raw['errors'] === undefined ? undefined : normaliseTasks(raw['errors'])),
    ...given('finally', raw['finally'] === undefined ? undefined : normaliseTasks(raw['finally'])),
    ...given('compensate', raw['compensate'] as boolean | undefined),
    ...(raw['response'] === undefined ? {} : { response: normaliseResponse(raw['response']) }),
  };
}

/** The schema has the very members of a trigger; what is left is to fill in defaults. */
function normaliseTrigger({ wait, callback, ...raw }: RawMap): Trigger {
  const parameters = raw['parameters'] === undefined ? undefined : parameterDefinitions(raw['parameters']);
  const limits = normaliseLimits(raw['limits']) as HookLimits | undefined;
  const waitMs = wait === true ? MAX_WAIT_MS : lengthOf(wait);
  return {
    enabled: true,
    ...raw,
    ...given('parameters', parameters),
    ...given('limits', limits),
    ...given('waitMs', waitMs),
    ...given('callback', normaliseCallback(callback)),
  } as unknown as Trigger;
}

/** Limits as they are written, with the window of `requests` in milliseconds. */
function normaliseLimits(value: unknown): Record<string, unknown> | undefined {
  if (value === undefined) {
    return undefined;
  }
  const raw = rawMap(value);
  const { requests } = raw;
  return typeof requests === 'object'
    ? { ...raw, requests: normaliseRequests(rawMap(requests)) }
    : { ...raw };
}

function normaliseRequests(raw: RawMap): RequestLimit {
  return { limit: raw['limit'] as number, windowMs: lengthOf(raw['per'])! };
}

function normaliseConcurrency(value: unknown): Concurrency | undefined {
  return value === undefined ? undefined : ({ overflow: 'queue', ...rawMap(value) } as Concurrency);
}

function lengthOf(value: unknown): number | undefined {
  return parseDuration(rawText(value) ?? '');
}

function given<Name extends string, Value>(name: Name, value: Value | undefined): { [K in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [K in Name]?: Value });
}
