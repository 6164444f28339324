/** What the documents of one `signet workflow apply` say of each other: the server sees one at a time. */
import { builtInActions } from '../actions/built-in-actions.js';
import { createActionRegistry } from '../actions/registry.js';
import { GuardedClient } from '../outbound/guarded-client.js';
import { wrongInputs } from '../workflow/check-subflows.js';
import { parseWorkflow } from '../workflow/parse.js';
import { subflowName } from '../workflow/tasks/subflow-call.js';
/** As many as the server takes. */
const MOST_NAMED = 50;
/** One for each file. Of one with faults, which the server tells, nothing is known. */
export function besidesOf(files) {
    const catalog = createActionRegistry(builtInActions(new GuardedClient({ allow: [] })));
    const parsed = files.map(({ text }) => parseWorkflow(text, { catalog }));
    const batch = new Map(parsed.flatMap(({ document }) => (document ? [[nameOf(document), document]] : [])));
    return parsed.map(({ document, calls = [] }, at) => {
        if (!document) {
            return { beside: undefined, warnings: [] };
        }
        const named = calls.map(({ workflow }) => subflowName(document.namespace, workflow));
        const others = [...new Set(named)].filter((name) => batch.has(name) && name !== nameOf(document));
        const beside = others.slice(0, MOST_NAMED);
        const started = new Map(beside.map((name) => [name, batch.get(name)]));
        return {
            beside: beside.length === 0 ? undefined : beside.join(','),
            warnings: wrongInputs(files[at].text, calls, document, started),
        };
    });
}
/** The warnings of the server and those of the batch, in the order of the text. */
export function withWarnings(answer, { warnings }) {
    const all = [...answer.warnings, ...warnings];
    return {
        ...answer,
        warnings: all.toSorted((one, other) => one.line - other.line || one.column - other.column),
    };
}
function nameOf({ namespace, id }) {
    return `${namespace}/${id}`;
}
//# sourceMappingURL=apply-batch.js.map