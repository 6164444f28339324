import { parseCel } from './expression/syntax.js';
import { compileTemplate } from './expression/template.js';
import { inferType } from './typing/infer-type.js';
import { rootTypes } from './typing/scope-types.js';
import { inWords, mayBe, STRING } from './typing/type.js';
/** A condition has to be true or false. */
export function checkCondition(expression, place, reach) {
    const type = checkType(expression, { place, offset: 0 }, reach);
    if (!mayBe(type, 'bool')) {
        reach.report.fault(place, `a condition must be true or false, and this is ${inWords(type)}`);
    }
}
/** One expression of a string; where the string is that and nothing else, the value keeps its type, which has to be the one needed. */
export function checkTemplateType({ expression, offset }, { text, place, needed, }, reach) {
    const type = checkType(expression, { place, offset }, reach);
    if (needed && isWhole({ expression, offset }, text) && !canBecome(type, needed)) {
        reach.report.fault(place, `must be ${inWords(needed)}, and this is ${inWords(type)}`);
    }
}
/** Whether a value of the type may be of the type needed once it is handed out. */
export function canBecome(type, needed) {
    return needed.kinds.length === 0 || mayBe(type, 'null', ...seenAsJson(needed));
}
function isWhole({ expression, offset }, text) {
    return offset === 2 && text.length === expression.source.length + 4;
}
/** Times and lengths of time become text where a value is handed out, and optionals what they hold. */
function seenAsJson({ kinds }) {
    return kinds.includes('string') ? [...kinds, 'timestamp', 'duration', 'optional'] : [...kinds, 'optional'];
}
/** The type of a template of one string; what is wrong in it is told elsewhere. */
export function typeOfTemplate(text, reach) {
    const [only] = compileTemplate(text).expressions;
    return only && isWhole(only, text)
        ? inferType(parseCel(only.expression.source), typesOf(reach), () => undefined)
        : STRING;
}
function checkType(expression, { place, offset }, reach) {
    return inferType(parseCel(expression.source), typesOf(reach), (finding) => {
        const where = { offset: offset + finding.offset, suggestion: finding.suggestion };
        if (finding.isFatal) {
            reach.report.fault(place, finding.message, where);
        }
        else {
            reach.report.warn(place, finding.message, where);
        }
    });
}
function typesOf({ outputs, inputs, each }) {
    return rootTypes({ outputs, inputs: inputs?.type, each });
}
//# sourceMappingURL=check-types.js.map