import { forEachExpression } from '../check-names.js';
import { placedTasks } from '../diff/placed-tasks.js';
import { readYaml } from '../read-yaml.js';
/** Of documents with their texts. What a template computes is not known. */
export function referencesOf(documents) {
    const found = {
        secrets: names(),
        variables: names(),
        sources: names(),
        directories: names(),
        workflows: names(),
    };
    for (const { document, text } of documents) {
        forEachExpression(readYaml(text).value, { key: '', place: '' }, ({ secrets, variables }) => {
            secrets.forEach((name) => found.secrets.add(name));
            variables.forEach((name) => found.variables.add(name));
        });
        for (const trigger of document.triggers) {
            note(found.sources, trigger.type === 'event' ? trigger.source : undefined);
        }
        for (const { task } of placedTasks(document).values()) {
            note(found.sources, task.flow === 'wait' ? task.event?.source : undefined);
            note(found.directories, directoryOf(task));
            note(found.workflows, task.flow === 'subflow' ? strangerTo(document, task.workflow) : undefined);
        }
    }
    return {
        secrets: sorted(found.secrets),
        variables: sorted(found.variables),
        sources: sorted(found.sources),
        directories: sorted(found.directories),
        workflows: sorted(found.workflows),
    };
}
const names = () => new Set();
const sorted = (found) => [...found].toSorted();
function note(found, name) {
    if (typeof name === 'string' && !name.includes('{{')) {
        found.add(name);
    }
}
function directoryOf(task) {
    return task.flow === undefined ? task.input['directory'] : undefined;
}
function strangerTo({ namespace }, workflow) {
    return workflow.includes('/') && !workflow.startsWith(`${namespace}/`) ? workflow : undefined;
}
//# sourceMappingURL=references.js.map