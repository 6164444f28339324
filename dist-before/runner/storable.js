/** Values that leave a task: for a record, for another execution, for the world. */
import { ExpressionFailed } from '../errors/errors.js';
import { REDACTED } from '../workflow/expression/template.js';
/** The value, which is going to be stored as it is. Throws ExpressionFailed when a secret went into it. */
export function storable(journey, task, { value, recorded }) {
    if (value !== recorded) {
        throw new ExpressionFailed('secret() cannot be used here, for what this gives is stored', {
            task: task.id,
        });
    }
    refuseHidden(journey, task, value);
    return value;
}
/**
 * Outputs are read as they are recorded, without secrets. Throws ExpressionFailed when what stands there instead would be
 * given to others as if it were the value.
 */
export function refuseHidden({ secrets }, task, value) {
    const readsOutputs = task.reads.length > 0 || task.depth > 0;
    if (secrets.size > 0 && readsOutputs && holdsRedacted(value)) {
        throw new ExpressionFailed('it reads an output that holds a secret, which is not kept: use secret() where it is needed', { task: task.id });
    }
}
function holdsRedacted(value) {
    if (typeof value === 'string') {
        return value.includes(REDACTED);
    }
    return (typeof value === 'object' &&
        value !== null &&
        Object.entries(value).some(([key, one]) => key.includes(REDACTED) || holdsRedacted(one)));
}
//# sourceMappingURL=storable.js.map