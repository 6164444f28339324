import { Option } from 'commander';
import { environmentColumn, withEnvironment } from './environment-option.js';
import { withPaging, withPeriod } from './list-options.js';
import { replay } from './replay-dead-letters.js';
import { wholeNumber } from './given.js';
import { toneOf } from './style.js';
import { asText, renderFields, renderTable } from './table.js';
export const deadLetterCommands = (program, line) => {
    const letters = program.command('dead-letters').description('Executions that were given up on.');
    withFilter(withPaging(letters.command('list').description('Dead letters, newest first.')))
        .option('--status <status>', 'open, replayed or discarded', 'open')
        .action(line.handle(list));
    letters.command('show').description('One dead letter.').argument('<execution>').action(line.handle(show));
    withPeriod(withFilter(letters.command('replay').description('Run again: one letter, or all that match.')))
        .argument('[execution]')
        .addOption(new Option('--from <place>', 'where to begin').choices(['start', 'failed-task']).default('failed-task'))
        .addOption(new Option('--revision <revision>', 'which document to run')
        .choices(['same', 'newest'])
        .default('same'))
        .option('--callback', 'call back again whoever was called when it died')
        .option('--limit <n>', 'at most this many', wholeNumber)
        .option('--dry-run', 'say how many match, and run nothing')
        .option('--yes', 'do not ask before replaying more than one')
        .action(line.handle(replay));
    letters
        .command('discard')
        .description('Close a letter without running it again, and say why.')
        .argument('<execution>')
        .requiredOption('--note <text>', 'why, for the audit log')
        .action(line.handle(discard));
};
function withFilter(command) {
    return withEnvironment(command, 'in this environment')
        .option('--workflow <namespace/id>', 'of this workflow')
        .option('--reason <reason>', 'buried for this reason')
        .option('--fingerprint <fingerprint>', 'with this error')
        .option('--subject <id>', 'about this subject');
}
async function list(session, options) {
    const { limit, cursor, status, workflow, reason, fingerprint, subject, environment } = options;
    const filter = { workflow, reason, fingerprint, subject, environment };
    const isFiltered = Object.values(filter).some((value) => value !== undefined);
    const query = { status, ...filter, cursor };
    const page = await (await session.api()).list('/dead-letters', query, limit);
    const place = environmentColumn(page.items);
    session.showPage(page, () => renderTable(['execution', 'workflow', 'subject', 'task', 'reason', 'error', 'status', 'buried', ...place.heading], page.items.map((one) => [
        one.execution,
        one.workflow,
        asText(one.subject),
        asText(one.task),
        one.reason,
        asText(one.error?.code),
        session.style(toneOf(one.status), one.status),
        asText(one.buriedAt),
        ...place.cell(one),
    ]), isFiltered ? `no ${status} dead letters match` : `no ${status} dead letters`));
}
async function show(session, execution) {
    const letter = await (await session.api()).get(pathOf(execution));
    session.show(letter, () => describe(letter));
}
async function discard(session, execution, { note }) {
    const api = await session.api();
    const letter = await api.post(`${pathOf(execution)}/discard`, { note });
    session.show(letter, () => `${execution} discarded`);
}
function pathOf(execution) {
    return `/dead-letters/${encodeURIComponent(execution)}`;
}
function describe(letter) {
    return renderFields([
        ['execution', letter.execution],
        ['workflow', `${letter.workflow} revision ${letter.revision}`],
        ['event', letter.eventType],
        ['subject', letter.subject],
        ['environment', letter.environment],
        ['status', letter.status],
        ['task', letter.task],
        ['reason', letter.reason],
        ['error', letter.error === null ? null : `${letter.error.code}: ${letter.error.message}`],
        ['fingerprint', letter.fingerprint],
        ['attempts', letter.attempts],
        ['buried', letter.buriedAt],
        ['note', letter.note],
        ['replayed as', letter.replayExecution],
    ]);
}
//# sourceMappingURL=dead-letter-commands.js.map