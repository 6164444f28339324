/** `signet workflow export|import`: the workflows of a namespace as one file. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { renderFault } from '../workflow/fault.js';
import { ApiRefused } from './api-client.js';
import { withEnvironment } from './environment-option.js';
import { CommandFailed, EXIT, usageFailure } from './exit-code.js';
import { readGivenFile, readStdin } from './given.js';
import { asText, renderTable } from './table.js';
export function addArchiveCommands(workflow, line) {
    withEnvironment(workflow
        .command('export')
        .description('Write the workflows of a namespace, as they run, into one file.')
        .argument('<namespace>', 'this one, without those below it')
        .option('-o, --output <file>', 'where to (default: stdout)')).action(line.handle(exportNamespace));
    withEnvironment(workflow
        .command('import')
        .description('Make all workflows of such a file the revisions that run, or none.')
        .argument('<file>', '- for stdin')
        .option('--namespace <name>', 'into this one, whatever the file says')
        .option('--dry-run', 'say what it would do: ends with 1 when that is something')).action(line.handle(importArchive));
}
async function exportNamespace(session, namespace, { output, environment }) {
    const path = `/archives/${encodeURIComponent(namespace)}`;
    const found = await (await session.api()).get(path, { environment });
    if (output === undefined) {
        session.show(found, () => found.archive.replace(/\n$/, ''));
    }
    else {
        await writeArchive(session, output, found.archive);
        session.show({ ...found, archive: undefined, file: output }, () => `${output} written`);
    }
    session.note(`${found.count} ${found.count === 1 ? 'workflow' : 'workflows'} of ${namespace}`);
    for (const [kind, names] of Object.entries(found.references)) {
        session.note(`  ${kind} they name: ${asText(names.join(', '))}`);
    }
}
async function writeArchive({ shell }, file, archive) {
    try {
        await writeFile(resolve(shell.cwd, file), archive);
    }
    catch (error) {
        throw usageFailure(`${file}: cannot be written (${error.code ?? 'unknown'})`);
    }
}
async function importArchive(session, file, { namespace, environment, dryRun }) {
    const text = file === '-' ? await readStdin(session.shell) : await readGivenFile(session.shell, file);
    const query = { namespace, environment, dryRun: dryRun === true ? 'true' : undefined };
    const failed = dryRun === true ? EXIT.trouble : EXIT.failed;
    const api = await session.api();
    const answer = await api
        .sendDocument('POST', '/archives', text, query)
        .catch((error) => {
        throw error instanceof ApiRefused && error.problem.faults !== undefined
            ? withFaults(error, text, file, failed)
            : error;
    });
    session.show(answer, () => describe(session, answer, text, file));
    const isChange = answer.items.some(({ outcome }) => outcome !== 'unchanged');
    return dryRun === true && isChange ? EXIT.differs : EXIT.ok;
}
function withFaults({ problem }, text, file, exitCode) {
    const faults = problem.faults ?? [];
    const lines = faults.map((fault) => renderFault(text, fault, file));
    return new CommandFailed(exitCode, `${file} has faults, nothing is imported:\n${lines.join('\n')}`, {
        faults,
    });
}
function describe({ style }, { items, warnings, dryRun }, text, file) {
    return [
        renderTable(['workflow', dryRun ? 'would be' : 'outcome', 'revision'], items.map(({ workflow, outcome, revision }) => [workflow, outcome, asText(revision)]), 'nothing'),
        ...warnings.map((warning) => `${style('yellow', 'warning:')} ${renderFault(text, warning, file)}`),
    ].join('\n');
}
//# sourceMappingURL=archive-commands.js.map