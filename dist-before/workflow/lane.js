import { createHash } from 'node:crypto';
import { DEFAULT_ENVIRONMENT } from '../config/places.js';
import { ExpressionFailed } from '../errors/errors.js';
const LONGEST = 200;
/**
 * The lane of an execution: one workflow in one environment and what its `lane` renders to, else the subject. Null, a
 * lane of its own, when there is neither.
 */
export function laneOf(deployed, subject, scope) {
    const text = rendered(deployed, scope) ?? subject;
    if (text === null || text === '') {
        return null;
    }
    const name = text.length > LONGEST ? createHash('sha256').update(text).digest('base64url') : text;
    const { workflowId, environment } = deployed;
    return environment === DEFAULT_ENVIRONMENT
        ? `${workflowId}:${name}`
        : `${workflowId}@${environment}:${name}`;
}
function rendered({ workflow: { lane } }, scope) {
    if (!lane) {
        return null;
    }
    try {
        const { value } = lane.render(scope);
        return value === null ? null : typeof value === 'string' ? value : JSON.stringify(value);
    }
    catch (error) {
        if (error instanceof ExpressionFailed) {
            return null; // what it names is not in this event
        }
        throw error;
    }
}
//# sourceMappingURL=lane.js.map