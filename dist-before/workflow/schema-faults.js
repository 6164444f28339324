import { pointer } from './pointer.js';
import { TASK_TYPE, TRIGGER_TYPE } from './schema-parts.js';
import { suggest } from '../config/suggest.js';
import { TEMPLATE_REF } from './task-input-schema.js';
const MOST_LISTED = 12;
/** Says in our words what the schema found. Errors must come from a validator with `allErrors` and `verbose`. */
export function reportSchemaErrors(errors, report) {
    const choices = errors.filter((error) => isChoice(error) && !isTemplateChoice(error));
    const misspelt = new Set(errors.map((error) => placeOfMeant(error)));
    for (const error of errors) {
        const isMisspelt = error.keyword === 'required' && misspelt.has(placeOfMissing(error));
        if (!isNoise(error) && !isMisspelt && !choices.some((choice) => isInside(error, choice))) {
            reportError(error, report);
        }
    }
}
function placeOfMissing(error) {
    return pointer([String(error.params['missingProperty'])], error.instancePath);
}
/** Where the member would be that an unknown one most likely stands for: that one is not told as missing as well. */
function placeOfMeant(error) {
    const meant = error.keyword === 'additionalProperties' ? suggestProperty(error) : undefined;
    return meant === undefined ? undefined : pointer([meant], error.instancePath);
}
function suggestProperty(error) {
    const known = Object.keys(error.parentSchema?.['properties'] ?? {});
    return suggest(String(error.params['additionalProperty']), known);
}
function isChoice(error) {
    return error.keyword === 'anyOf' || error.keyword === 'oneOf';
}
/** `anyOf: [what is meant, template]`: the faults of what is meant say it all. */
function isTemplateChoice(error) {
    const branches = error.schema;
    return error.keyword === 'anyOf' && branches?.at(-1)?.$ref === TEMPLATE_REF;
}
function isNoise(error) {
    const isOfTemplateBranch = error.schemaPath.startsWith(TEMPLATE_REF) && error.instancePath !== '/lane';
    const isOfName = error.propertyName !== undefined; // told by `propertyNames`
    return error.keyword === 'if' || isOfName || isTemplateChoice(error) || isOfTemplateBranch;
}
function isInside(error, choice) {
    return error.schemaPath.startsWith(`${choice.schemaPath}/`);
}
function reportError(error, report) {
    const place = error.instancePath;
    switch (error.keyword) {
        case 'additionalProperties': {
            const name = String(error.params['additionalProperty']);
            const where = { atKey: true, suggestion: suggestProperty(error) };
            report.fault(pointer([name], place), `unknown property '${name}'`, where);
            return;
        }
        case 'required':
            report.fault(place, `'${String(error.params['missingProperty'])}' is missing`, { atKey: true });
            return;
        case 'enum':
            reportEnum(error, report);
            return;
        case 'propertyNames':
            reportName(error, report);
            return;
        default:
            report.fault(place, messageOf(error));
    }
}
function reportName(error, report) {
    const name = String(error.params['propertyName']);
    const { description } = error.schema;
    report.fault(pointer([name], error.instancePath), `a name must be ${lowerFirst(description)}`, {
        atKey: true,
    });
}
function reportEnum(error, report) {
    const allowed = error.params['allowedValues'].map(String);
    const given = String(error.data);
    const suggestion = typeof error.data === 'string' ? suggest(given, allowed) : undefined;
    const message = error.parentSchema?.['description'] === TASK_TYPE && typeof error.data === 'string'
        ? unknownTask(given, suggestion === undefined ? allowed : [])
        : `must be one of ${listed(allowed)}${hintOn(error)}`;
    report.fault(error.instancePath, message, { suggestion });
}
function hintOn({ parentSchema, data }) {
    const isClock = parentSchema?.['description'] === TRIGGER_TYPE && /schedule|cron|timer/i.test(String(data));
    return isClock ? '; there is no schedule: let cron run "signet trigger NAMESPACE/ID"' : '';
}
/** Names that other systems have for them are taken, and not told. */
function unknownTask(given, known) {
    const own = known.filter((type) => !type.startsWith('io.'));
    return `unknown task type '${given}'${own.length === 0 ? '' : `; there are ${own.join(', ')}`}`;
}
function listed(allowed) {
    return (allowed.length > MOST_LISTED ? [...allowed.slice(0, MOST_LISTED), '...'] : allowed).join(', ');
}
function messageOf(error) {
    const description = error.parentSchema?.['description'];
    switch (error.keyword) {
        case 'type':
            if (typeof description === 'string' && /^[a-z]/.test(description)) {
                return `must be ${description}, not ${kindOf(error.data)}`;
            }
            return `must be ${article([error.params['type']].flat().join(' or '))}, not ${kindOf(error.data)}`;
        case 'pattern':
            return typeof description === 'string'
                ? `must be ${lowerFirst(description)}`
                : 'is not written as it must be';
        case 'anyOf':
            return typeof description === 'string'
                ? `does not fit: ${lowerFirst(description)}`
                : (error.message ?? 'is not allowed here');
        case 'minItems':
            return `must have at least ${String(error.params['limit'])} entr${error.params['limit'] === 1 ? 'y' : 'ies'}`;
        case 'minLength':
            return 'must not be empty';
        default:
            return error.message ?? 'is not allowed here';
    }
}
function kindOf(value) {
    if (value === null) {
        return 'null';
    }
    return Array.isArray(value) ? 'a list' : article(typeof value === 'object' ? 'map' : typeof value);
}
function article(type) {
    const word = type
        .replaceAll('array', 'list')
        .replaceAll('object', 'map')
        .replaceAll('integer', 'whole number');
    return `a ${word}`;
}
function lowerFirst(text) {
    return text.charAt(0).toLowerCase() + text.slice(1);
}
//# sourceMappingURL=schema-faults.js.map