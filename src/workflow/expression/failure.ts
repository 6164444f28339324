import { ExpressionFailed } from '../../errors/errors.js';

/** `details.reason` of every ExpressionFailed: what kind of fault it is. */
export type FailureReason = 'syntax' | 'missing' | 'type' | 'limit' | 'value';

/** A fault met while evaluating. Messages name paths and types, never values: a value may be a secret. */
export function failure(reason: FailureReason, message: string, path?: string): ExpressionFailed {
  // Our own stack says nothing about the author's expression, and taking it is most of what a fault costs in a loop.
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return new ExpressionFailed(message, path === undefined ? { reason } : { reason, path });
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** A fault in the text itself. `offset` counts UTF-16 units from the start of `source`; line and column start at 1. */
export function syntaxFailure(source: string, offset: number, message: string): ExpressionFailed {
  const before = source.slice(0, offset).split('\n');
  const line = before.length;
  const column = before.at(-1)!.length + 1;
  return new ExpressionFailed(message, { reason: 'syntax' satisfies FailureReason, offset, line, column });
}

export function hasReason(error: unknown, reason: FailureReason): boolean {
  return error instanceof ExpressionFailed && error.details['reason'] === reason;
}

/** Faults that `&&`, `||`, `all` and `exists` may look past when the other side decides; a limit never is one. */
export function isAbsorbable(error: unknown): boolean {
  return error instanceof ExpressionFailed && error.details['reason'] !== 'limit';
}
