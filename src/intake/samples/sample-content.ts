import type { ParameterType } from '../../workflow/parameters/parameter.js';
import { parameterDefinition } from '../../workflow/parameters/parameter-definition.js';
import { isJsonObject } from '../parsing/json.js';
import { inferFromRequest, type WrittenParameter } from '../parameters/infer-parameters.js';
import type { ParameterRequest } from '../parameters/read-parameters.js';

/** What is kept of a captured request. */
export interface SampleContent {
  readonly method: string;
  /** As a document writes them; the whole body is the last one. */
  readonly parameters: Readonly<Record<string, WrittenParameter>>;
  /** Values by the names of the parameters, short and without credentials. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly leftOut: readonly string[];
}

/** A parameter of a sample, for a person. */
export interface SampledParameter {
  readonly name: string;
  readonly type: ParameterType;
  /** What it is called in the request. */
  readonly from: string;
  /** All of the body. */
  readonly whole?: true;
  readonly value?: unknown;
}

export type SampleGroups = Readonly<Record<'body' | 'query' | 'header', readonly SampledParameter[]>>;

/** Values that take more than this are not kept. */
const MOST_CHARACTERS = 65_536;
const REDACTED = '[redacted]';

/** `proofs` are names, in lower case, of what proves the sender: nothing that is called so is kept. */
export function sampleContent(
  method: string,
  request: ParameterRequest,
  proofs: ReadonlySet<string>,
): SampleContent {
  const { parameters, values, leftOut } = inferFromRequest(
    {
      ...request,
      query: without(request.query, proofs),
      headers: without(request.headers, proofs),
      body: redacted(request.body, proofs),
    },
    { wholeBody: true },
  );
  const isLarge = JSON.stringify(values).length > MOST_CHARACTERS;
  return { method, parameters, values: isLarge ? {} : values, leftOut };
}

/** The parameters of a sample by where they stood. */
export function sampleGroups({
  parameters,
  values,
}: Pick<SampleContent, 'parameters' | 'values'>): SampleGroups {
  const groups = { body: [], query: [], header: [] } as Record<keyof SampleGroups, SampledParameter[]>;
  for (const [name, written] of Object.entries(parameters)) {
    const { type, in: group, from, whole } = parameterDefinition(name, written);
    const value = Object.hasOwn(values, name) ? { value: values[name] } : {};
    groups[group].push({ name, type, from, ...(whole && { whole }), ...value });
  }
  return groups;
}

function without<T>(record: Readonly<Record<string, T>>, names: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.has(name.toLowerCase())));
}

function redacted(value: unknown, names: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) {
    return value.map((one) => redacted(one, names));
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const members = Object.entries(value).map(([name, one]) => [
    name,
    names.has(name.toLowerCase()) ? REDACTED : redacted(one, names),
  ]);
  return Object.fromEntries(members) as unknown;
}
