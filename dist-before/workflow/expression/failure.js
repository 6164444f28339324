import { ExpressionFailed } from '../../errors/errors.js';
/** A fault met while evaluating. Messages name paths and types, never values: a value may be a secret. */
export function failure(reason, message, path) {
    // Our own stack says nothing about the author's expression, and taking it is most of what a fault costs in a loop.
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
        return new ExpressionFailed(message, path === undefined ? { reason } : { reason, path });
    }
    finally {
        Error.stackTraceLimit = limit;
    }
}
/** A fault in the text itself. `offset` counts UTF-16 units from the start of `source`; line and column start at 1. */
export function syntaxFailure(source, offset, message) {
    const before = source.slice(0, offset).split('\n');
    const line = before.length;
    const column = before.at(-1).length + 1;
    return new ExpressionFailed(message, { reason: 'syntax', offset, line, column });
}
export function hasReason(error, reason) {
    return error instanceof ExpressionFailed && error.details['reason'] === reason;
}
/** Faults that `&&`, `||`, `all` and `exists` may look past when the other side decides; a limit never is one. */
export function isAbsorbable(error) {
    return error instanceof ExpressionFailed && error.details['reason'] !== 'limit';
}
//# sourceMappingURL=failure.js.map