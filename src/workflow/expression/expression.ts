import type { ASTNode } from '@marcbachmann/cel-js';

import { isScopeChain } from './access.js';
import { compileCel } from './compile.js';
import { failure } from './failure.js';
import { Frame } from './frame.js';
import { collectPaths } from './paths.js';
import type { Scope } from './scope.js';
import { parseCel } from './syntax.js';
import { isMap, toJson } from './value.js';

/** A compiled CEL expression. Compile once, evaluate many times. */
export interface Expression {
  readonly source: string;
  /** Names in `secret('NAME')`; when there are any, the result must not be stored or logged. */
  readonly secrets: readonly string[];
  /** Names in `var('NAME')`. */
  readonly variables: readonly string[];
  /** Static member chains it reads, `tasks.profile.output.changed`. */
  readonly paths: readonly string[];
  /** The same chains, by segment (a segment may hold a dot). */
  readonly chains: readonly (readonly string[])[];
  /** The result as plain JSON. Throws ExpressionFailed, whose `details.reason` and `details.path` say why and where. */
  evaluate(scope: Scope): unknown;
  /** As `evaluate`, within the bounds of a rendering that several expressions share. */
  evaluateIn(frame: Frame): unknown;
}

/** Throws ExpressionFailed with `reason: 'syntax'`, `offset`, `line` and `column` in `details`. */
export function compileExpression(source: string): Expression {
  const ast = parseCel(source);
  const { run, secrets, variables } = compileCel(ast, source);
  const chains = collectPaths(ast);
  const evaluateIn = evaluator(ast, run);
  return {
    source,
    secrets,
    variables,
    chains,
    paths: [...new Set(chains.map((chain) => chain.join('.')))],
    evaluateIn,
    evaluate: (scope) => evaluateIn(new Frame(scope)),
  };
}

function evaluator(ast: ASTNode, run: (frame: Frame) => unknown): (frame: Frame) => unknown {
  // What comes straight out of the scope is plain JSON already, however large: only a number has to change back.
  const isPlain = isScopeChain(ast);
  return (frame) => {
    try {
      const value = run(frame);
      return isPlain && (isMap(value) || Array.isArray(value)) ? value : toJson(value, frame);
    } catch (error) {
      if (error instanceof RangeError) {
        throw failure('limit', 'the expression is nested too deeply or its result is too large');
      }
      throw error;
    }
  };
}
