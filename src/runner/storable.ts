import { ExpressionFailed } from '../errors/errors.js';
import type { Rendered } from '../workflow/expression/template.js';

/** The value, which is going to be stored as it is. Throws ExpressionFailed when a secret went into it. */
export function storable(task: { readonly id: string }, { value, recorded }: Rendered): unknown {
  if (value !== recorded) {
    throw new ExpressionFailed('secret() cannot be used here, for what this gives is stored', {
      task: task.id,
    });
  }
  return value;
}
