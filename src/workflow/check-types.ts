/** Reports expressions whose types cannot be right. */
import type { Expression } from './expression/expression.js';
import { parseCel } from './expression/syntax.js';
import { compileTemplate, type PlacedExpression } from './expression/template.js';
import type { Reach } from './reach.js';
import { inferType } from './typing/infer-type.js';
import { rootTypes } from './typing/scope-types.js';
import { inWords, mayBe, STRING, type Type } from './typing/type.js';

/** A condition has to be true or false. */
export function checkCondition(expression: Expression, place: string, reach: Reach): void {
  const type = checkType(expression, { place, offset: 0 }, reach);
  if (!mayBe(type, 'bool')) {
    reach.report.fault(place, `a condition must be true or false, and this is ${inWords(type)}`);
  }
}

/** One expression of a string; where the string is that and nothing else, the value keeps its type, which has to be the one needed. */
export function checkTemplateType(
  { expression, offset }: PlacedExpression,
  {
    text,
    place,
    needed,
  }: { readonly text: string; readonly place: string; readonly needed: Type | undefined },
  reach: Reach,
): void {
  const type = checkType(expression, { place, offset }, reach);
  if (needed && isWhole({ expression, offset }, text) && !canBecome(type, needed)) {
    reach.report.fault(place, `must be ${inWords(needed)}, and this is ${inWords(type)}`);
  }
}

/** Whether a value of the type may be of the type needed once it is handed out. */
export function canBecome(type: Type, needed: Type): boolean {
  return needed.kinds.length === 0 || mayBe(type, 'null', ...seenAsJson(needed));
}

function isWhole(
  { expression, offset }: Pick<PlacedExpression, 'expression' | 'offset'>,
  text: string,
): boolean {
  return offset === 2 && text.length === expression.source.length + 4;
}

/** Times and lengths of time become text where a value is handed out, and optionals what they hold. */
function seenAsJson({ kinds }: Type): Type['kinds'] {
  return kinds.includes('string') ? [...kinds, 'timestamp', 'duration', 'optional'] : [...kinds, 'optional'];
}

/** The type of a template of one string; what is wrong in it is told elsewhere. */
export function typeOfTemplate(text: string, reach: Reach): Type {
  const [only] = compileTemplate(text).expressions;
  return only && isWhole(only, text)
    ? inferType(parseCel(only.expression.source), typesOf(reach), () => undefined)
    : STRING;
}

function checkType(
  expression: Expression,
  { place, offset }: { readonly place: string; readonly offset: number },
  reach: Reach,
): Type {
  return inferType(parseCel(expression.source), typesOf(reach), (finding) => {
    const where = { offset: offset + finding.offset, suggestion: finding.suggestion };
    if (finding.isFatal) {
      reach.report.fault(place, finding.message, where);
    } else {
      reach.report.warn(place, finding.message, where);
    }
  });
}

function typesOf({ outputs, inputs, each }: Reach): ReturnType<typeof rootTypes> {
  return rootTypes({ outputs, inputs: inputs?.type, each });
}
