import { ExpressionFailed } from '../errors/errors.js';
import { compileExpression } from './expression/expression.js';
import { compileTemplate } from './expression/template.js';
import { pointer } from './pointer.js';
import { readYaml } from './read-yaml.js';
import { rawList, rawMap, rawText } from './raw.js';
import { suggest } from '../config/suggest.js';
import { FLOW_TYPES } from './tasks/flow-schema.js';
import { everyTaskOf } from './tasks/raw-tasks.js';
import { namespaceOf, subflowName } from './tasks/subflow-call.js';
import { withOwnTypes } from './type-aliases.js';
/** Warnings of what a document names and is not there yet, in the order of the text. */
export function missingNames(text, known) {
    const { value, report } = readYaml(text);
    const warn = (place, what, named) => {
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
};
/** Sources, directories and workflows that stand in a document as they are called; a template may name any directory. */
function forEachName(document, visit) {
    const look = (what, value, place) => {
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
        }
        else if (task['type'] === 'subflow') {
            const name = rawText(task['workflow']);
            const whole = name && subflowName(String(document['namespace']), name);
            look('workflow', whole, pointer(['workflow'], place));
        }
        else if (!FLOW_TYPES.includes(String(task['type']))) {
            look('directory', task['directory'], pointer(['directory'], place));
        }
    }
}
/** Visits every expression of a value: in templates, and bare in conditions. */
export function forEachExpression(value, { key, place }, visit) {
    if (typeof value === 'string') {
        expressionsOf(key, value).forEach((expression) => visit(expression, place));
    }
    else if (typeof value === 'object' && value !== null) {
        for (const [inner, one] of Object.entries(value)) {
            forEachExpression(one, { key: inner, place: pointer([inner], place) }, visit);
        }
    }
}
/** Conditions stand bare. Text of the same name elsewhere is no expression, or names nothing. */
function expressionsOf(key, text) {
    const isBare = ['when', 'if', 'condition'].includes(key) && !text.includes('{{');
    try {
        return isBare
            ? [compileExpression(text)]
            : compileTemplate(text).expressions.map(({ expression }) => expression);
    }
    catch (error) {
        if (error instanceof ExpressionFailed) {
            return [];
        }
        throw error;
    }
}
//# sourceMappingURL=check-names.js.map