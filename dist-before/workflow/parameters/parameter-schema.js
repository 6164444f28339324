import { PARAMETER_NAME } from './parameter-name.js';
import { PARAMETER_TYPES } from './parameter-type.js';
/** Of one trigger. */
export const MAX_PARAMETERS = 100;
/** Of what a parameter is called in the request, in characters. */
export const MAX_FROM_LENGTH = 200;
const NAMES = {
    pattern: PARAMETER_NAME,
    description: 'letters, digits and _, at most 100, starting with a letter or _',
};
const TYPE = { enum: PARAMETER_TYPES };
/** The `parameters` of a webhook trigger: `emp_id: number`, or a map that says more. */
export const PARAMETERS_SCHEMA = {
    type: 'object',
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
                in: { enum: ['body', 'query', 'header'] },
                from: {
                    type: 'string',
                    minLength: 1,
                    maxLength: MAX_FROM_LENGTH,
                    description: 'Its name in the request; in the body also a JSON pointer',
                },
                required: { type: 'boolean' },
                default: { description: 'What it is when the request does not have it' },
                description: { type: 'string', maxLength: 1000 },
                enum: { type: 'array', minItems: 1, maxItems: 100 },
                whole: { type: 'boolean', description: 'true takes the whole body' },
            },
            additionalProperties: false,
        },
    },
};
/** The `inputs` of a webhook trigger: what expressions make of the request. */
export const INPUTS_SCHEMA = {
    type: 'object',
    maxProperties: MAX_PARAMETERS,
    propertyNames: NAMES,
};
//# sourceMappingURL=parameter-schema.js.map