/** The published JSON Schema of documents, as far as a place in one asks about it. */
import { type RawMap, rawList, rawMap, rawText } from '../../../../../../src/workflow/raw.js';
import type { Path } from './read-place';

export type Schema = RawMap;

/** What stands for any value, and says nothing of one. */
const TEMPLATE = '#/$defs/template';

/** Every schema that a value at the path has to fit, as flat ones; those that depend on what is written are chosen by it. */
export function schemasAt(root: Schema, document: unknown, path: Path): readonly Schema[] {
  let value = document;
  let schemas = expand(root, root, value);
  for (const step of path) {
    value = memberOf(value, step);
    schemas = schemas.flatMap((schema) => below(schema, step)).flatMap((one) => expand(root, one, value));
  }
  return schemas;
}

export function valueAt(document: unknown, path: Path): unknown {
  return path.reduce(memberOf, document);
}

function memberOf(value: unknown, step: string | number): unknown {
  return typeof step === 'number' ? rawList(value)[step] : rawMap(value)[step];
}

function below(schema: Schema, step: string | number): Schema[] {
  if (typeof step === 'number') {
    return schemaOr(schema['items']);
  }
  const properties = rawMap(schema['properties']);
  return Object.hasOwn(properties, step)
    ? [rawMap(properties[step])]
    : schemaOr(schema['additionalProperties']);
}

const schemaOr = (value: unknown): Schema[] => (typeof value === 'object' ? [rawMap(value)] : []);

/** The schema, and what it refers to, combines and chooses. */
export function expand(root: Schema, schema: Schema, value: unknown): Schema[] {
  const ref = rawText(schema['$ref']);
  if (ref === TEMPLATE && schema['description'] === undefined) {
    return [];
  }
  const target = ref === undefined ? [] : [rawMap(rawMap(root['$defs'])[ref.replace('#/$defs/', '')])];
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((word) => rawList(schema[word]).map(rawMap));
  const chosen =
    schema['if'] === undefined ? [] : schemaOr(schema[fits(schema['if'], value) ? 'then' : 'else']);
  const inner = [...target, ...parts, ...chosen].flatMap((one) => expand(root, one, value));
  return [schema, ...inner, ...inCommon(parts, value)];
}

/** While it is not said which of several is meant: the members that all of them have. */
function inCommon(parts: readonly Schema[], value: unknown): Schema[] {
  const choices = parts.filter((part) => part['if'] !== undefined);
  if (choices.length === 0 || choices.some((part) => fits(part['if'], value))) {
    return [];
  }
  const [first = {}, ...others] = choices.map((part) => rawMap(rawMap(part['then'])['properties']));
  const shared = Object.entries(first).filter(([name]) =>
    others.every((other) => Object.hasOwn(other, name)),
  );
  return [{ properties: Object.fromEntries(shared) }];
}

/** Conditions of the schema ask for the type of a value, and for members that are one of a few. */
function fits(condition: unknown, value: unknown): boolean {
  const { type, enum: choices, required, properties } = rawMap(condition);
  return (
    (type === undefined || type === typeOf(value)) &&
    (choices === undefined || rawList(choices).includes(value)) &&
    rawList(required).every((name) => Object.hasOwn(rawMap(value), String(name))) &&
    Object.entries(rawMap(properties)).every(([name, one]) => fits(one, rawMap(value)[name]))
  );
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) {
    return 'array';
  }
  return typeof value === 'object' ? 'object' : 'string';
}
