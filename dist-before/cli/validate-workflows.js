/** `signet workflow validate`: what the server would say about a document, without a server. */
import { builtInActions } from '../actions/built-in-actions.js';
import { createActionRegistry } from '../actions/registry.js';
import { GuardedClient } from '../outbound/guarded-client.js';
import { renderFault } from '../workflow/fault.js';
import { parseWorkflow } from '../workflow/parse.js';
import { EXIT } from './exit-code.js';
import { readWorkflowFiles } from './workflow-files.js';
const NOT_CHECKED = 'not checked here: whether the secrets, variables, sources, directories and workflows named are there; "signet workflow apply --dry-run" asks the server';
/** Shows all faults of all files at once, each with its line and a caret. */
export async function validateWorkflows(session, paths) {
    const files = await readWorkflowFiles(session.shell, paths);
    const results = validateFiles(files);
    const faults = results.reduce((sum, result) => sum + result.faults.length, 0);
    session.show({ valid: faults === 0, files: results }, () => results.map((result, at) => describe(session, result, files[at].text)).join('\n'));
    if (!session.json) {
        session.note(NOT_CHECKED);
    }
    if (faults > 0) {
        const invalid = results.filter(({ valid }) => !valid).length;
        session.note(`${faults} ${faults === 1 ? 'fault' : 'faults'} in ${invalid} of ${files.length} files`);
    }
    return faults === 0 ? EXIT.ok : EXIT.failed;
}
function validateFiles(files) {
    const catalog = createActionRegistry(builtInActions(new GuardedClient({ allow: [] })));
    return files.map(({ name, text }) => {
        const { document, faults, warnings } = parseWorkflow(text, { catalog, file: name });
        const workflow = document === undefined ? null : `${document.namespace}/${document.id}`;
        return { file: name, valid: faults.length === 0, workflow, faults, warnings };
    });
}
function describe({ style }, result, text) {
    const { file, valid, workflow, faults, warnings } = result;
    const verdict = valid ? style('green', `valid (${workflow})`) : style('red', 'invalid');
    return [
        `${file}: ${verdict}`,
        ...faults.map((fault) => renderFault(text, fault, file)),
        ...warnings.map((warning) => `${style('yellow', 'warning:')} ${renderFault(text, warning, file)}`),
    ].join('\n');
}
//# sourceMappingURL=validate-workflows.js.map