/** `signet workflow deployments|deploy|promote|undeploy`: which revision runs where. */
import type { Command } from 'commander';
import { DEFAULT_ENVIRONMENT } from '../config/places.js';
import type { DeploymentAnswer } from './api-answers.js';
import type { CommandLine } from './command-line.js';
import { type EnvironmentOption, withEnvironment } from './environment-option.js';
import { wholeNumber, workflowPath } from './given.js';
import type { Session } from './session.js';
import { asText, renderTable } from './table.js';

interface Deployments {
  readonly items: readonly DeploymentAnswer[];
}

export function addDeploymentCommands(workflow: Command, line: CommandLine): void {
  workflow
    .command('deployments')
    .description('Which revision runs in which environment.')
    .argument('<namespace/id>')
    .action(line.handle(list));
  withEnvironment(
    workflow
      .command('deploy')
      .description('Run a revision there, a newer one or an older one.')
      .argument('<namespace/id>')
      .requiredOption('--revision <n>', 'which one', wholeNumber),
  ).action(line.handle(deploy));
  workflow
    .command('promote')
    .description('Run in one environment the revision that runs in another.')
    .argument('<namespace/id>')
    .requiredOption('--from <environment>', 'where it runs')
    .requiredOption('--to <environment>', 'where it shall run')
    .action(line.handle(promote));
  workflow
    .command('undeploy')
    .description('Run it there no more; its revisions and executions stay.')
    .argument('<namespace/id>')
    .requiredOption('--environment <name>', 'where')
    .action(line.handle(undeploy));
}

async function list(session: Session, name: string): Promise<void> {
  show(session, await (await session.api()).get<Deployments>(`${workflowPath(name)}/deployments`));
}

async function deploy(
  session: Session,
  name: string,
  { environment = DEFAULT_ENVIRONMENT, revision }: EnvironmentOption & { readonly revision: number },
): Promise<void> {
  const path = `${workflowPath(name)}/deployments/${encodeURIComponent(environment)}`;
  show(session, await (await session.api()).put<Deployments>(path, { revision }));
}

async function promote(
  session: Session,
  name: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  show(session, await (await session.api()).post<Deployments>(`${workflowPath(name)}/promote`, { from, to }));
}

async function undeploy(
  session: Session,
  name: string,
  { environment }: Required<EnvironmentOption>,
): Promise<void> {
  await (await session.api()).delete(`${workflowPath(name)}/deployments/${encodeURIComponent(environment)}`);
  session.show({ undeployed: name, environment }, () => `${name} runs in ${environment} no more`);
}

function show(session: Session, deployments: Deployments): void {
  session.show(deployments, () =>
    renderTable(
      ['environment', 'revision', 'enabled', 'deployed', 'by'],
      deployments.items.map((one) => [
        one.environment,
        String(one.revision),
        one.enabled ? 'yes' : 'no',
        asText(one.deployedAt),
        one.deployedBy,
      ]),
      'deployed nowhere',
    ),
  );
}
