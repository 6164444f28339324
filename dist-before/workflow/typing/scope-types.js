import { rawMap, rawText } from '../raw.js';
import { FLOW_OUTPUTS } from '../tasks/flow-outputs.js';
import { ANY, BOOL, either, mapOf, NULL, NUMBER, STRING, typeOfSchema, typeOfValue, } from './type.js';
const TEXT_OR_NULL = either(STRING, NULL);
/** Members that do not exist are told where names are looked at, so these maps are open. */
const EVENT = mapOf({
    type: TEXT_OR_NULL,
    commonType: TEXT_OR_NULL,
    id: STRING,
    subject: TEXT_OR_NULL,
    time: STRING,
    source: TEXT_OR_NULL,
    hook: STRING,
    headers: mapOf({}, false),
    parameters: mapOf({}, false),
}, false);
const ERROR = either(mapOf({ code: STRING, message: STRING }, false), NULL);
const EXECUTION = mapOf({
    id: STRING,
    attempt: NUMBER,
    tenant: STRING,
    environment: STRING,
    test: BOOL,
    status: STRING,
    error: ERROR,
}, false);
const WORKFLOW = mapOf({ id: STRING, namespace: STRING, revision: NUMBER, labels: mapOf({}, false) }, false);
/** What the tasks of a document give, by id. Null where one was skipped. */
export function outputTypes(tasks, catalog) {
    const known = new Map();
    for (const task of tasks) {
        const id = rawText(task['id']);
        if (id !== undefined) {
            known.set(id, either(outputOf(task, catalog), NULL));
        }
    }
    return known;
}
function outputOf(task, catalog) {
    const type = String(task['type']);
    if (type === 'set') {
        return typeOfWritten(task['values']);
    }
    return typeOfSchema(Object.hasOwn(FLOW_OUTPUTS, type) ? FLOW_OUTPUTS[type] : catalog.get(type)?.output);
}
/** The type of a value as a document writes it; what its expressions come to is not looked into. */
export function typeOfWritten(value) {
    // One that is a single expression keeps its type; text around it, or two, make text.
    return typeOfValue(value, (text) => (text.startsWith('{{') && text.endsWith('}}') ? ANY : STRING));
}
export function rootTypes({ outputs, inputs = ANY, each = ANY }) {
    const tasks = [...outputs].map(([id, output]) => {
        const run = { output, status: STRING, error: ERROR };
        return [id, mapOf(run, false)];
    });
    const roots = {
        trigger: EVENT,
        event: EVENT,
        execution: EXECUTION,
        workflow: WORKFLOW,
        inputs,
        each: mapOf({ value: each, index: NUMBER }, false),
        tasks: mapOf(Object.fromEntries(tasks), false),
    };
    return (root) => (Object.hasOwn(roots, root) ? roots[root] : ANY);
}
/** The type of a task's input of a name, as its action declares it; any, for a flow task. */
export function inputType(task, name, catalog) {
    return typeOfSchema(rawMap(catalog.get(String(task['type']))?.input['properties'])[name]);
}
//# sourceMappingURL=scope-types.js.map