import { withEnvironment } from './environment-option.js';
import { EXIT } from './exit-code.js';
import { followExecution } from './follow-execution.js';
import { readJson, wholeNumber, workflowPath } from './given.js';
export const triggerCommand = (program, line) => {
    withEnvironment(program
        .command('trigger')
        .description('Start a workflow; its event is recorded like any other.')
        .argument('<namespace/id>'))
        .option('--body <json>', 'body of the event: JSON, @FILE, or - for stdin')
        .option('--type <type>', 'type of the event')
        .option('--subject <id>', 'subject of the event')
        .option('--external-id <id>', 'id of the event; a second one with it starts nothing')
        .option('--wait', 'follow what it starts; exit code 0 when all succeed')
        .option('--within <seconds>', 'with --wait: give up after this long', wholeNumber)
        .action(line.handle(trigger));
};
async function trigger(session, name, options) {
    const path = `${workflowPath(name)}/trigger`;
    const { type, subject, externalId, environment } = options;
    const body = options.body === undefined ? undefined : await readJson(session.shell, options.body, '--body');
    const api = await session.api();
    const answer = await api.post(path, { type, subject, body, externalId }, { environment });
    const executions = answer.executions.map(idOf);
    const text = `event ${idOf(answer.event)}: ${executions.length === 0 ? 'nothing to run' : `execution ${executions.join(', ')}`}`;
    if (options.wait !== true) {
        session.show(answer, () => text);
        return EXIT.ok;
    }
    session.stream({ event: idOf(answer.event), executions }, text);
    let worst = executions.length === 0 ? EXIT.failed : EXIT.ok;
    for (const execution of executions) {
        const ended = await followExecution(session, api, execution, options.within);
        worst = ended === EXIT.ok ? worst : ended;
    }
    return worst;
}
function idOf(thing) {
    return typeof thing === 'string' ? thing : thing.id;
}
//# sourceMappingURL=trigger-command.js.map