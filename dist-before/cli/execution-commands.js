import { control, restart } from './control-execution.js';
import { withEnvironment } from './environment-option.js';
import { executionTable, executionText } from './execution-text.js';
import { followExecution } from './follow-execution.js';
import { wholeNumber } from './given.js';
import { withPaging, withPeriod } from './list-options.js';
export const executionCommands = (program, line) => {
    const executions = program.command('executions').description('What ran, and how it went.');
    withEnvironment(withPeriod(withPaging(executions.command('list').description('Executions, newest first.'))), 'in this environment')
        .option('--subject <id>', 'about this subject')
        .option('--type <type>', 'started by events of this type')
        .option('--workflow <namespace/id>', 'of this workflow')
        .option('--status <status>', 'pending, running, retrying, waiting, paused, succeeded, dead, cancelled, skipped or superseded')
        .option('--label <key:value>', 'of workflows with this label')
        .action(line.handle(list));
    executions
        .command('show')
        .description('One execution: its event, its task runs, its end.')
        .argument('<id>')
        .action(line.handle(show));
    executions
        .command('follow')
        .description('Print each task run as it ends; exit code 0 when the execution succeeds, 1 otherwise.')
        .argument('<id>')
        .option('--within <seconds>', 'give up after this long', wholeNumber)
        .action(line.handle(follow));
    executions
        .command('cancel')
        .description('End it: calls under way are cut off, what always runs still does.')
        .argument('<id>')
        .action(line.handle(control('cancel')));
    executions
        .command('pause')
        .description('Begin no further task until it is resumed.')
        .argument('<id>')
        .action(line.handle(control('pause')));
    executions
        .command('resume')
        .description('Let a paused one go on where it stands.')
        .argument('<id>')
        .action(line.handle(control('resume')));
    executions
        .command('restart')
        .description('Run one that has ended again, from its beginning or from a task.')
        .argument('<id>')
        .option('--from <task>', 'task to begin with; what ended well before it is taken over')
        .action(line.handle(restart));
};
async function list(session, options) {
    const { limit, since, until, subject, type, workflow, status, label, environment, cursor } = options;
    const query = { subject, type, workflow, status, label, environment, from: since, to: until, cursor };
    const page = await (await session.api()).list('/executions', query, limit);
    session.showPage(page, () => executionTable(page.items, session.style));
}
async function show(session, id) {
    const api = await session.api();
    const execution = await api.get(`/executions/${encodeURIComponent(id)}`);
    session.show(execution, () => executionText(execution, session.style));
}
async function follow(session, id, options) {
    return followExecution(session, await session.api(), id, options.within);
}
//# sourceMappingURL=execution-commands.js.map