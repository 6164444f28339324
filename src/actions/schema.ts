/** Words to write the input and output schemas of actions with (JSON Schema draft-07, the default of ajv 8). */

export type JsonSchema = Readonly<Record<string, unknown>>;

/** An object that takes these members and no other. */
export function closed(
  description: string,
  properties: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
): JsonSchema {
  return { type: 'object', description, additionalProperties: false, required, properties };
}

/** An object of any members. */
export function open(description: string): JsonSchema {
  return { type: 'object', description, additionalProperties: true };
}

/** Text of at least one character. */
export function text(description: string): JsonSchema {
  return { type: 'string', minLength: 1, description };
}

/** Any JSON value. */
export function anything(description: string): JsonSchema {
  return { description };
}

/** An identifier: text, or a whole number, which many payloads use and which is taken as text. */
export function identifier(description: string): JsonSchema {
  return { description, anyOf: [{ type: 'string', minLength: 1, maxLength: 512 }, { type: 'integer' }] };
}
