import type { JsonSchema } from '../task-input-schema.js';
import { PARAMETER_NAME } from './parameter-name.js';
import { PARAMETER_TYPES } from './parameter-type.js';

/** Of one trigger. */
export const MAX_PARAMETERS = 100;
/** Of what a parameter is called in the request, in characters. */
export const MAX_FROM_LENGTH = 200;

const NAMES: JsonSchema = {
  pattern: PARAMETER_NAME,
  description: 'letters, digits and _, at most 100, starting with a letter or _',
};
const TYPE: JsonSchema = { enum: PARAMETER_TYPES, description: 'What it has to be. Default: string' };

/** The `parameters` of a webhook trigger: `emp_id: number`, or a map that says more. */
export const PARAMETERS_SCHEMA: JsonSchema = {
  type: 'object',
  description: 'What a request brings, checked and read as inputs.NAME',
  maxProperties: MAX_PARAMETERS,
  propertyNames: NAMES,
  additionalProperties: {
    type: ['string', 'object'],
    if: { type: 'string' },
    // oxlint-disable-next-line unicorn/no-thenable -- a JSON Schema keyword
    then: TYPE,
    else: {
      properties: {
        type: TYPE,
        in: { enum: ['body', 'query', 'header'], description: 'Where it stands. Default: body' },
        from: {
          type: 'string',
          minLength: 1,
          maxLength: MAX_FROM_LENGTH,
          description: 'Its name in the request; in the body also a JSON pointer',
        },
        required: { type: 'boolean', description: 'A request without it is refused' },
        default: { description: 'What it is when the request does not have it' },
        description: { type: 'string', maxLength: 1000, description: 'For those who call' },
        enum: { type: 'array', minItems: 1, maxItems: 100, description: 'The only values it may have' },
        whole: { type: 'boolean', description: 'true takes the whole body' },
      },
      additionalProperties: false,
    },
  },
};

/** The `inputs` of a webhook trigger: what expressions make of the request. */
export const INPUTS_SCHEMA: JsonSchema = {
  type: 'object',
  description: 'Values that are made of the event, read as inputs.NAME',
  maxProperties: MAX_PARAMETERS,
  propertyNames: NAMES,
};
