import { normaliseBlastRadius } from './blast-radius-schema.js';
import { normaliseCallback } from './callback/normalise-callback.js';
import { parseDuration } from './duration.js';
import { parameterDefinitions } from './parameters/parameter-definition.js';
import { rawList, rawMap, rawText } from './raw.js';
import { MAX_WAIT_MS } from './response/check-caller.js';
import { normaliseResponse } from './response/normalise-response.js';
import { normaliseTasks } from './tasks/normalise-task.js';
/** The document proper of a value without faults: defaults filled in, lengths of time in milliseconds. */
export function normalise(value) {
    const raw = rawMap(value);
    return {
        id: raw['id'],
        namespace: raw['namespace'],
        ...given('description', raw['description']),
        labels: rawMap(raw['labels']),
        triggers: rawList(raw['triggers']).map((trigger) => normaliseTrigger(rawMap(trigger))),
        ...given('lane', raw['lane']),
        ...given('concurrency', normaliseConcurrency(raw['concurrency'])),
        ...given('timeoutMs', lengthOf(raw['timeout'])),
        ...given('limits', normaliseLimits(raw['limits'])),
        ...given('blastRadius', normaliseBlastRadius(raw['blastRadius'])),
        ...given('retentionMs', lengthOf(raw['retention'])),
        tasks: normaliseTasks(raw['tasks']),
        ...given('errors', raw['errors'] === undefined ? undefined : normaliseTasks(raw['errors'])),
        ...given('finally', raw['finally'] === undefined ? undefined : normaliseTasks(raw['finally'])),
        ...given('compensate', raw['compensate']),
        ...(raw['response'] === undefined ? {} : { response: normaliseResponse(raw['response']) }),
    };
}
/** The schema has the very members of a trigger; what is left is to fill in defaults. */
function normaliseTrigger({ wait, callback, ...raw }) {
    const parameters = raw['parameters'] === undefined ? undefined : parameterDefinitions(raw['parameters']);
    const limits = normaliseLimits(raw['limits']);
    const waitMs = wait === true ? MAX_WAIT_MS : lengthOf(wait);
    return {
        enabled: true,
        ...raw,
        ...given('parameters', parameters),
        ...given('limits', limits),
        ...given('waitMs', waitMs),
        ...given('callback', normaliseCallback(callback)),
    };
}
/** Limits as they are written, with the window of `requests` in milliseconds. */
function normaliseLimits(value) {
    if (value === undefined) {
        return undefined;
    }
    const raw = rawMap(value);
    const { requests } = raw;
    return typeof requests === 'object'
        ? { ...raw, requests: normaliseRequests(rawMap(requests)) }
        : { ...raw };
}
function normaliseRequests(raw) {
    return { limit: raw['limit'], windowMs: lengthOf(raw['per']) };
}
function normaliseConcurrency(value) {
    return value === undefined ? undefined : { overflow: 'queue', ...rawMap(value) };
}
function lengthOf(value) {
    return parseDuration(rawText(value) ?? '');
}
function given(name, value) {
    return value === undefined ? {} : { [name]: value };
}
//# sourceMappingURL=normalise.js.map