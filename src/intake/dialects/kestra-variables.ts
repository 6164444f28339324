import { headersOf, parametersOf } from '../event-columns.js';
import { wholeBody } from '../events-of.js';
import type { FieldRecord } from '../parsing/fields.js';
import type { RawRequest } from '../verification/raw-request.js';
import { RequestView } from '../verification/request-view.js';

/** What a flow reads as `trigger.body`, `trigger.headers` and `trigger.parameters`. */
export interface KestraVariables {
  readonly body: unknown;
  /** Without credentials, like the parameters. */
  readonly headers: FieldRecord;
  readonly parameters: FieldRecord;
}

/** Of a request that was taken by a hook that knows those names for credentials. */
export function variablesOf(request: RawRequest, credentials: ReadonlySet<string>): KestraVariables {
  const view = new RequestView(request);
  const body = view.json.ok ? view.json.value : null;
  return {
    body: wholeBody(view, { body }).value,
    headers: headersOf(request, credentials),
    parameters: parametersOf(request, credentials),
  };
}
