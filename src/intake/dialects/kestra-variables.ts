import { headersOf, parametersOf } from '../event-columns.js';
import { parseBody } from '../parsing/body.js';
import type { FieldRecord } from '../parsing/fields.js';
import { firstHeader, type RawRequest } from '../verification/raw-request.js';
import { RequestView } from '../verification/request-view.js';

/** What a flow reads as `trigger.body`, `trigger.headers` and `trigger.parameters`. */
export interface KestraVariables {
  readonly body: unknown;
  /** Without credentials, like the parameters. */
  readonly headers: FieldRecord;
  readonly parameters: FieldRecord;
}

/** Of a request that was taken. */
export function variablesOf(request: RawRequest): KestraVariables {
  const { content } = new RequestView(request);
  const body = content && parseBody(content, firstHeader(request.rawHeaders, 'content-type'));
  return {
    body: body?.ok === true ? body.value : null,
    headers: headersOf(request),
    parameters: parametersOf(request),
  };
}
