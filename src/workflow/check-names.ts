import { ExpressionFailed } from '../errors/errors.js';
import { compileExpression, type Expression } from './expression/expression.js';
import { compileTemplate } from './expression/template.js';
import type { Fault } from './fault.js';
import { pointer } from './pointer.js';
import { readYaml } from './read-yaml.js';
import { suggest } from './suggest.js';

/** What a workflow can name where it is deployed. */
export interface KnownNames {
  readonly secrets: readonly string[];
  readonly variables: readonly string[];
  /** In words: `acme in production`. */
  readonly where: string;
}

/** Warnings of secrets and variables that a document names and nobody has put yet, in the order of the text. */
export function missingNames(text: string, known: KnownNames): readonly Fault[] {
  const { value, report } = readYaml(text);
  const warn = (place: string, what: string, named: readonly string[], there: readonly string[]): void => {
    for (const name of named.filter((one) => !there.includes(one))) {
      const message = `there is no ${what} '${name}' for ${known.where}`;
      report.warn(place, message, { suggestion: suggest(name, there) });
    }
  };
  forEachExpression(value, { key: '', place: '' }, ({ secrets, variables }, place) => {
    warn(place, 'secret', secrets, known.secrets);
    warn(place, 'variable', variables, known.variables);
  });
  return report.warnings;
}

interface Spot {
  readonly key: string;
  readonly place: string;
}

/** Visits every expression of a value: in templates, and bare in conditions. */
export function forEachExpression(
  value: unknown,
  { key, place }: Spot,
  visit: (expression: Expression, place: string) => void,
): void {
  if (typeof value === 'string') {
    expressionsOf(key, value).forEach((expression) => visit(expression, place));
  } else if (typeof value === 'object' && value !== null) {
    for (const [inner, one] of Object.entries(value)) {
      forEachExpression(one, { key: inner, place: pointer([inner], place) }, visit);
    }
  }
}

/** Conditions stand bare. Text of the same name elsewhere is no expression, or names nothing. */
function expressionsOf(key: string, text: string): readonly Expression[] {
  const isBare = (key === 'when' || key === 'if') && !text.includes('{{');
  try {
    return isBare
      ? [compileExpression(text)]
      : compileTemplate(text).expressions.map(({ expression }) => expression);
  } catch (error) {
    if (error instanceof ExpressionFailed) {
      return [];
    }
    throw error;
  }
}
