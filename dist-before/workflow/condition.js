import { ExpressionFailed } from '../errors/errors.js';
/** Whether an `if` or `when` holds; throws ExpressionFailed when it is neither true nor false. */
export function holds(condition, scope) {
    const value = condition.evaluate(scope);
    if (typeof value !== 'boolean') {
        throw new ExpressionFailed(`a condition must be true or false: ${condition.source}`, {
            source: condition.source,
        });
    }
    return value;
}
/** The same where nothing can fail: one that cannot be told (a member is missing) is not met. */
export function isMet(condition, scope) {
    try {
        return holds(condition, scope);
    }
    catch (error) {
        if (error instanceof ExpressionFailed) {
            return false;
        }
        throw error;
    }
}
//# sourceMappingURL=condition.js.map