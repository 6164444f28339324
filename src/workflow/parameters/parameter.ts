export type ParameterType = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'any';

/** One value of a request, checked before it is accepted. */
export interface ParameterDefinition {
  readonly type: ParameterType;
  readonly in: 'body' | 'query' | 'header';
  /** Its name in the request, in the body also a JSON pointer; empty for the whole body. */
  readonly from: string;
  readonly required: boolean;
  /** The value when the request has none, or null. Without it the input is then not there. */
  readonly default?: unknown;
  readonly description?: string;
  /** The only values allowed. */
  readonly enum?: readonly unknown[];
  /** The body as it is, not a member of it. */
  readonly whole: boolean;
}
