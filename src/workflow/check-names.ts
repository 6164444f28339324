import { ExpressionFailed } from '../errors/errors.js';
import { compileExpression, type Expression } from './expression/expression.js';
import { compileTemplate } from './expression/template.js';
import type { Fault } from './fault.js';
import { pointer } from './pointer.js';
import { readYaml } from './read-yaml.js';
import { rawList, rawMap, type RawMap, rawText } from './raw.js';
import { suggest } from '../config/suggest.js';
import { FLOW_TYPES } from './tasks/flow-schema.js';
import { everyTaskOf } from './tasks/raw-tasks.js';
import { namespaceOf, subflowName } from './tasks/subflow-call.js';
import { withOwnTypes } from './type-aliases.js';

/** What a workflow can name where it is deployed. */
export interface KnownNames {
  readonly secrets: readonly string[];
  /** Those of the secrets that may be suggested. */
  readonly shownSecrets: readonly string[];
  readonly variables: readonly string[];
  readonly directories: readonly string[];
  readonly sources: readonly string[];
  /** Those that are deployed, `namespace/id`, as far as one may look. */
  readonly workflows: readonly string[];
  /** Whether one may look at what is in a namespace: nothing is said of workflows elsewhere. */
  readonly isInSight: (namespace: string) => boolean;
  /** In words: `acme in production`. */
  readonly where: string;
}

/** Warnings of what a document names and is not there yet, in the order of the text. */
export function missingNames(text: string, known: KnownNames): readonly Fault[] {
  const { value, report } = readYaml(text);
  const warn = (place: string, what: keyof typeof NAMED_IN, named: readonly string[]): void => {
    const there = known[NAMED_IN[what]];
    const shown = what === 'secret' ? known.shownSecrets : there;
    for (const name of named.filter((one) => !there.includes(one))) {
      const message = `there is no ${what} '${name}' for ${known.where}`;
      report.warn(place, message, { suggestion: suggest(name, shown) });
    }
  };
  forEachExpression(value, { key: '', place: '' }, ({ secrets, variables }, place) => {
    warn(place, 'secret', secrets);
    warn(place, 'variable', variables);
  });
  forEachName(rawMap(withOwnTypes(value)), (what, name, place) => {
    if (what !== 'workflow' || known.isInSight(namespaceOf(name))) {
      warn(place, what, [name]);
    }
  });
  return report.warnings;
}

const NAMED_IN = {
  secret: 'secrets',
  variable: 'variables',
  source: 'sources',
  directory: 'directories',
  workflow: 'workflows',
} as const;

/** Sources, directories and workflows that stand in a document as they are called; a template may name any directory. */
function forEachName(
  document: RawMap,
  visit: (what: keyof typeof NAMED_IN, name: string, place: string) => void,
): void {
  const look = (what: keyof typeof NAMED_IN, value: unknown, place: string): void => {
    const name = rawText(value);
    if (name !== undefined && !name.includes('{{')) {
      visit(what, name, place);
    }
  };
  for (const [index, trigger] of rawList(document['triggers']).entries()) {
    look('source', rawMap(trigger)['source'], pointer(['triggers', index, 'source']));
  }
  for (const { task, place } of everyTaskOf(document)) {
    if (task['type'] === 'wait') {
      look('source', rawMap(task['event'])['source'], pointer(['event', 'source'], place));
    } else if (task['type'] === 'subflow') {
      const name = rawText(task['workflow']);
      const whole = name && subflowName(String(document['namespace']), name);
      look('workflow', whole, pointer(['workflow'], place));
    } else if (!FLOW_TYPES.includes(String(task['type']))) {
      look('directory', task['directory'], pointer(['directory'], place));
    }
  }
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
  const isBare = ['when', 'if', 'condition'].includes(key) && !text.includes('{{');
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
