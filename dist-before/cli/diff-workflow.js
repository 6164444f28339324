/** `signet workflow diff`: what a document, or a revision, changes, by meaning. */
import { changeLine } from '../workflow/diff/change.js';
import { renderFault } from '../workflow/fault.js';
import { inEnvironment } from './environment-option.js';
import { CommandFailed, EXIT, usageFailure } from './exit-code.js';
import { readGivenFile, workflowPath } from './given.js';
/**
 * A file against what is deployed, or two revisions of a saved workflow. Ends as `diff` does: with 1 when they differ, with 2
 * when that cannot be told.
 */
export async function diffWorkflow(session, what, options) {
    const api = await session.api();
    const isOfRevisions = options.from !== undefined || options.to !== undefined;
    const compare = isOfRevisions ? diffRevisions : diffFile;
    return compare(session, api, what, options).catch((error) => {
        if (error instanceof CommandFailed && error.exitCode === EXIT.failed) {
            throw new CommandFailed(EXIT.trouble, error.message, error.details, { cause: error });
        }
        throw error;
    });
}
async function diffFile(session, api, file, options) {
    const { environment } = options;
    const text = await readGivenFile(session.shell, file);
    const found = await api.sendDocument('POST', '/workflows/diff', text, { environment });
    const { outcome, faults, changes } = found;
    if (outcome === 'refused') {
        const lines = faults.map((fault) => renderFault(text, fault, file));
        throw new CommandFailed(EXIT.trouble, `${file} has faults:\n${lines.join('\n')}`, { faults });
    }
    session.show(found, () => shown(`${found.workflow}${standing(found, options)}`, changes, outcome === 'same'));
    return outcome === 'same' ? EXIT.ok : EXIT.differs;
}
/** What it was compared with, where that is not what runs there. */
function standing({ revision, deployed }, options) {
    if (revision === null) {
        return ' (new)';
    }
    return deployed ? '' : ` (not deployed${inEnvironment(options)}; against revision ${revision}, the newest)`;
}
async function diffRevisions(session, api, name, { from, to, environment }) {
    if (from === undefined) {
        throw usageFailure('--to needs --from: the revision to compare with');
    }
    const path = workflowPath(name);
    const number = to ?? (await api.get(path, { environment })).revision;
    if (number === null) {
        throw usageFailure(`${name} is not deployed there: give --to`);
    }
    const found = await api.get(`${path}/revisions/${number}/diff`, {
        against: from,
    });
    const isSame = found.changes.length === 0;
    session.show({ workflow: name, ...found }, () => shown(name, found.changes, isSame));
    return isSame ? EXIT.ok : EXIT.differs;
}
function shown(name, changes, isSame) {
    return isSame ? `${name}: no changes` : [name, ...changes.map(changeLine)].join('\n');
}
//# sourceMappingURL=diff-workflow.js.map