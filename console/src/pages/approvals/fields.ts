/** What is filled in for an approval: texts of a form on one side, values on the other. */
import { ApiError } from '../../api/client';
import type { Field } from './approval';

export type Fields = Readonly<Record<string, Field>>;
export type Texts = Readonly<Record<string, string>>;

interface ReadFields {
  readonly values: Readonly<Record<string, unknown>>;
  /** What is wrong, by the name of the field. */
  readonly faults: Texts;
}

const IN_FIELDS = 'fields.';

/** What could be read as its type; fields that are empty are left out, and the API says which of them are needed. */
export function valuesOf(fields: Fields, texts: Texts): ReadFields {
  const values: Record<string, unknown> = {};
  const faults: Record<string, string> = {};
  for (const [name, field] of Object.entries(fields)) {
    const text = texts[name] ?? '';
    if (text.trim() !== '') {
      try {
        values[name] = valueOf(field, text);
      } catch (error) {
        faults[name] = error instanceof RangeError ? error.message : 'is not JSON';
      }
    }
  }
  return { values, faults };
}

/** The texts a form begins with. */
export function textsOf(fields: Fields): Texts {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) =>
      field.default === undefined ? [] : [[name, textOf(field.default)]],
    ),
  );
}

/** What the API says of fields, by their name. */
export function faultsIn(error: unknown): Texts {
  const errors = error instanceof ApiError ? error.errors : [];
  return Object.fromEntries(
    errors
      .filter(({ path }) => path.startsWith(IN_FIELDS))
      .map(({ path, message }) => [path.slice(IN_FIELDS.length), message]),
  );
}

/** The only values a field may have, as texts. */
export function choicesOf({ type, enum: allowed }: Field): readonly string[] | undefined {
  return allowed?.map(textOf) ?? (type === 'boolean' ? ['true', 'false'] : undefined);
}

function valueOf({ type, enum: allowed }: Field, text: string): unknown {
  const meant = allowed?.find((one) => textOf(one) === text);
  if (meant !== undefined) {
    return meant;
  }
  switch (type) {
    case 'string':
      return text;
    case 'number':
    case 'integer':
      return numberOf(text);
    case 'any':
      return jsonOrText(text);
    default:
      return JSON.parse(text);
  }
}

function numberOf(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value)) {
    throw new RangeError('is not a number');
  }
  return value;
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
