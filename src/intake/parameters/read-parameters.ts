import type { ParameterType } from '../../workflow/parameters/parameter.js';
import type { CompiledParameter, CompiledParameters } from '../../workflow/parameters/compile-parameters.js';
import { fits, isOneOf, typeInWords } from '../../workflow/parameters/parameter-type.js';
import type { FieldRecord } from '../parsing/fields.js';
import { parseJsonText } from '../parsing/json.js';
import { memberOf } from '../verification/pointer.js';

/** What parameters are read from. */
export interface ParameterRequest {
  /** Parsed JSON, a form as a record, text, or null. */
  readonly body: unknown;
  readonly query: FieldRecord;
  /** By lower-case name. */
  readonly headers: FieldRecord;
  /** The body is a form: its values are text. */
  readonly isForm: boolean;
}

export interface ParameterFault {
  /** Of the parameter. */
  readonly name: string;
  readonly in: 'body' | 'query' | 'header';
  readonly code: 'missing' | 'type' | 'enum';
  /** Where it is looked for: `body.metadata.role`, `header.x-trace-id`, `body`. */
  readonly path: string;
  /** Never holds what was sent. */
  readonly message: string;
}

export type ParametersRead =
  | { readonly ok: true; readonly values: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly faults: readonly ParameterFault[] };

/** Longest text that is read as JSON, in UTF-16 units; so many values cannot come out of a field. */
const MAX_JSON_LENGTH = 65_536;
const MOST_LISTED = 12;
/** RFC 8259 section 6. */
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Values of a trigger's parameters by name, or every fault of the request at once, in the order of the parameters. What is missing, or
 * null, is its default, else not among the values. Values of a JSON body are taken as they are and only text is turned into what
 * the type asks for, strictly; own members are read only. Never throws.
 */
export function readParameters(parameters: CompiledParameters, request: ParameterRequest): ParametersRead {
  const values: [string, unknown][] = [];
  const faults: ParameterFault[] = [];
  for (const parameter of parameters) {
    const { name } = parameter;
    const sent = find(parameter, request);
    const value = isMissing(sent) ? parameter.default : valueOf(sent, parameter, request);
    const fault = faultOf(parameter, sent, value);
    if (fault) {
      faults.push({ name, in: parameter.in, path: parameter.path, ...fault });
    } else if (value !== undefined) {
      values.push([name, value]);
    }
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, values: Object.fromEntries(values) };
}

function isMissing(sent: unknown): boolean {
  return sent === undefined || sent === null;
}

function find({ in: group, way }: CompiledParameter, { body, query, headers }: ParameterRequest): unknown {
  const root = group === 'body' ? body : group === 'query' ? query : headers;
  return way.reduce(memberOf, root);
}

function valueOf(
  sent: unknown,
  { in: group, type, whole }: CompiledParameter,
  { isForm }: ParameterRequest,
): unknown {
  const isField = typeof sent === 'string' || Array.isArray(sent);
  return isField && (group !== 'body' || (isForm && !whole)) ? fromField(sent, type) : sent;
}

/** The value that the text of a field stands for, a list when its name came several times; undefined when it stands for none of the type. */
function fromField(sent: string | readonly unknown[], type: ParameterType): unknown {
  if (type === 'any') {
    return sent;
  }
  if (typeof sent !== 'string') {
    return type === 'array' ? sent : undefined;
  }
  switch (type) {
    case 'number':
    case 'integer':
      return JSON_NUMBER.test(sent) ? Number(sent) : undefined;
    case 'boolean':
      return sent === 'true' || (sent === 'false' ? false : undefined);
    case 'object':
      return fromJson(sent);
    case 'array':
      return sent.startsWith('[') ? fromJson(sent) : [sent];
    default:
      return sent;
  }
}

function fromJson(text: string): unknown {
  const parsed = text.length <= MAX_JSON_LENGTH ? parseJsonText(text) : undefined;
  return parsed?.ok ? parsed.value : undefined;
}

function faultOf(
  { name, required, type, enum: allowed }: CompiledParameter,
  sent: unknown,
  value: unknown,
): Pick<ParameterFault, 'code' | 'message'> | undefined {
  if (isMissing(sent)) {
    return required ? { code: 'missing', message: `${name} is required` } : undefined;
  }
  if (!fits(type, value)) {
    return { code: 'type', message: `${name} must be ${typeInWords(type)}` };
  }
  if (allowed && !isOneOf(value, allowed)) {
    return { code: 'enum', message: `${name} must be one of ${listOf(allowed)}` };
  }
  return undefined;
}

function listOf(allowed: readonly unknown[]): string {
  const texts = allowed.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
  return (texts.length > MOST_LISTED ? [...texts.slice(0, MOST_LISTED), '...'] : texts).join(', ');
}
