import { applyWorkflows } from './apply-workflows.js';
import { addArchiveCommands } from './archive-commands.js';
import { addDeploymentCommands } from './deployment-commands.js';
import { inEnvironment, withEnvironment } from './environment-option.js';
import { workflowPath } from './given.js';
import { withPaging } from './list-options.js';
import { newWorkflow } from './new-workflow.js';
import { addRevisionCommands } from './revision-commands.js';
import { addSampleCommands } from './sample-commands.js';
import { addPlanningCommands } from './planning-commands.js';
import { asText, renderFields, renderTable } from './table.js';
export const workflowCommands = (program, line) => {
    const workflow = program.command('workflow').description('Workflow documents.');
    workflow
        .command('validate')
        .description('Check documents without a server: all faults at once, with line and column.')
        .argument('<file...>', 'files or folders')
        .action(line.handle(validate));
    withEnvironment(workflow
        .command('apply')
        .description('Make documents the revisions that run, all or none; what is unchanged stays as it is.')
        .argument('<file...>', 'files or folders'))
        .option('--prune', 'what runs there, is of the namespaces of the files and in none of them runs no more')
        .option('--dry-run', 'say what it would do: ends with 1 when that is something, 2 when a file is refused')
        .action(line.handle(applyWorkflows));
    withEnvironment(withPaging(workflow.command('list').description('The workflows there are.')))
        .option('--deleted', 'those that were taken away')
        .action(line.handle(list));
    withEnvironment(workflow
        .command('show')
        .description('One workflow: its revision, hooks and text.')
        .argument('<namespace/id>')).action(line.handle(show));
    for (const verb of ['enable', 'disable']) {
        withEnvironment(workflow
            .command(verb)
            .description(verb === 'enable' ? 'Let its triggers start executions.' : 'Let nothing start it.')
            .argument('<namespace/id>')
            .option('--trigger <id>', 'this trigger alone, whatever its document says')).action(line.handle(switchTo(verb)));
    }
    workflow
        .command('new')
        .description('Write a document to begin with.')
        .argument('[file]', 'where to (default: NAME.yaml)')
        .option('--template <name>', 'which one')
        .option('--list', 'say which there are')
        .action(line.handle(newWorkflow));
    addSampleCommands(workflow, line);
    addDeploymentCommands(workflow, line);
    addRevisionCommands(workflow, line);
    addArchiveCommands(workflow, line);
    addPlanningCommands(workflow, line);
};
/** Loads the checker only when it is needed: it knows every action. */
async function validate(session, paths) {
    const { validateWorkflows } = await import('./validate-workflows.js');
    return validateWorkflows(session, paths);
}
async function list(session, options) {
    const { limit, cursor, environment, deleted } = options;
    const query = { cursor, environment, deleted: deleted === true ? 'true' : undefined };
    const page = await (await session.api()).list('/workflows', query, limit);
    session.showPage(page, () => renderTable(['workflow', 'revision', 'enabled', 'hooks', 'updated', 'environments'], page.items.map((one) => [
        `${one.namespace}/${one.id}`,
        asText(one.revision),
        one.enabled ? 'yes' : 'no',
        String(one.hooks?.length ?? 0),
        asText(one.updatedAt),
        asText(one.environments.join(', ')),
    ]), deleted === true ? 'none' : 'no workflows yet: "signet workflow apply FILE" makes one'));
}
async function show(session, name, { environment }) {
    const workflow = await (await session.api()).get(workflowPath(name), { environment });
    session.show(workflow, () => describe(workflow));
}
function switchTo(verb) {
    return async (session, name, options) => {
        const { trigger, environment } = options;
        const part = trigger === undefined ? '' : `/triggers/${encodeURIComponent(trigger)}`;
        const path = `${workflowPath(name)}${part}/${verb}`;
        const answer = await (await session.api()).post(path, {}, { environment });
        const what = trigger === undefined ? name : `trigger ${trigger} of ${name}`;
        const enabled = verb === 'enable';
        session.show(answer ?? { workflow: name, trigger, environment, enabled }, () => {
            return `${what} ${verb}d${inEnvironment(options)}`;
        });
    };
}
function describe(workflow) {
    const { namespace, id, enabled, revision, newest, hooks, labels, createdAt, updatedAt, text } = workflow;
    const fields = renderFields([
        ['workflow', `${namespace}/${id}`],
        ['revision', revision ?? 'not deployed'],
        ['newest', newest === revision ? undefined : newest],
        ['deployed in', workflow.environments.join(', ')],
        ['enabled', enabled ? 'yes' : 'no'],
        ...(hooks ?? []).map((hook) => [
            `hook of ${hook.trigger}`,
            hook.enabled ? hook.url : `${hook.url} (disabled)`,
        ]),
        ['labels', Object.keys(labels ?? {}).length === 0 ? undefined : labels],
        ['created', createdAt],
        ['updated', updatedAt],
    ]);
    return text === undefined ? fields : `${fields}\n\n${text.trimEnd()}`;
}
//# sourceMappingURL=workflow-commands.js.map