import { Ajv } from 'ajv';
import { InvalidParameters } from '../errors/errors.js';
const ajv = new Ajv({ strict: true, allErrors: true, coerceTypes: false });
const compiled = new WeakMap();
/** Checks a rendered input against the action's schema; throws InvalidParameters naming every fault, no values. */
export function checkInput(action, input) {
    let validate = compiled.get(action.input);
    if (!validate) {
        validate = ajv.compile(action.input);
        compiled.set(action.input, validate);
    }
    if (!validate(input)) {
        const faults = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message ?? ''}`);
        throw new InvalidParameters(`the input of ${action.type} does not fit: ${faults.join('; ')}`, { faults });
    }
}
//# sourceMappingURL=check-input.js.map