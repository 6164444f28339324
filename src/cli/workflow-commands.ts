import { applyWorkflows } from './apply-workflows.js';
import type { WorkflowAnswer } from './api-answers.js';
import type { AddCommands, Handler } from './command-line.js';
import { workflowName } from './given.js';
import { withPaging } from './list-options.js';
import type { ListOptions } from './list-options.js';
import { newWorkflow } from './new-workflow.js';
import { addSampleCommands } from './sample-commands.js';
import type { Session } from './session.js';
import { asText, renderFields, renderTable } from './table.js';

export const workflowCommands: AddCommands = (program, line) => {
  const workflow = program.command('workflow').description('Workflow documents.');
  workflow
    .command('validate')
    .description('Check documents without a server: all faults at once, with line and column.')
    .argument('<file...>', 'files or folders')
    .action(line.handle(validate));
  workflow
    .command('apply')
    .description('Make documents the revisions that run; what is unchanged stays as it is.')
    .argument('<file...>', 'files or folders')
    .action(line.handle(applyWorkflows));
  withPaging(workflow.command('list').description('The workflows there are.')).action(line.handle(list));
  workflow
    .command('show')
    .description('One workflow: its revision, hooks and text.')
    .argument('<namespace/id>')
    .action(line.handle(show));
  workflow
    .command('new')
    .description('Write a document to begin with.')
    .argument('[file]', 'where to (default: NAME.yaml)')
    .option('--template <name>', 'which one')
    .option('--list', 'say which there are')
    .action(line.handle(newWorkflow));
  addSampleCommands(workflow, line);
  for (const verb of ['enable', 'disable'] as const) {
    workflow
      .command(verb)
      .description(verb === 'enable' ? 'Let its triggers start executions.' : 'Let nothing start it.')
      .argument('<namespace/id>')
      .action(line.handle(switchTo(verb)));
  }
};

/** Loads the checker only when it is needed: it knows every action. */
async function validate(session: Session, paths: string[]) {
  const { validateWorkflows } = await import('./validate-workflows.js');
  return validateWorkflows(session, paths);
}

async function list(session: Session, { limit, cursor }: ListOptions): Promise<void> {
  const page = await (await session.api()).list<WorkflowAnswer>('/workflows', { cursor }, limit);
  session.showPage(page, () =>
    renderTable(
      ['workflow', 'revision', 'enabled', 'hooks', 'updated'],
      page.items.map((one) => [
        `${one.namespace}/${one.id}`,
        String(one.revision),
        one.enabled ? 'yes' : 'no',
        String(one.hooks?.length ?? 0),
        asText(one.updatedAt),
      ]),
      'no workflows yet: "signet workflow apply FILE" makes one',
    ),
  );
}

async function show(session: Session, name: string): Promise<void> {
  const workflow = await (await session.api()).get<WorkflowAnswer>(pathOf(name));
  session.show(workflow, () => describe(workflow));
}

function switchTo(verb: 'enable' | 'disable'): Handler<[string]> {
  return async (session, name) => {
    const answer = await (await session.api()).post<unknown>(`${pathOf(name)}/${verb}`);
    session.show(answer ?? { workflow: name, enabled: verb === 'enable' }, () => `${name} ${verb}d`);
  };
}

function pathOf(name: string): string {
  const { namespace, id } = workflowName(name);
  return `/workflows/${encodeURIComponent(namespace)}/${encodeURIComponent(id)}`;
}

function describe(workflow: WorkflowAnswer): string {
  const { namespace, id, enabled, revision, hooks, labels, createdAt, updatedAt, text } = workflow;
  const fields = renderFields([
    ['workflow', `${namespace}/${id}`],
    ['revision', revision],
    ['enabled', enabled ? 'yes' : 'no'],
    ...(hooks ?? []).map((hook): [string, string] => [
      `hook of ${hook.trigger}`,
      hook.enabled ? hook.url : `${hook.url} (disabled)`,
    ]),
    ['labels', Object.keys(labels ?? {}).length === 0 ? undefined : labels],
    ['created', createdAt],
    ['updated', updatedAt],
  ]);
  return text === undefined ? fields : `${fields}\n\n${text.trimEnd()}`;
}
