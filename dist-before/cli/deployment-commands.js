import { DEFAULT_ENVIRONMENT } from '../config/places.js';
import { withEnvironment } from './environment-option.js';
import { wholeNumber, workflowPath } from './given.js';
import { asText, renderTable } from './table.js';
export function addDeploymentCommands(workflow, line) {
    workflow
        .command('deployments')
        .description('Which revision runs in which environment.')
        .argument('<namespace/id>')
        .action(line.handle(list));
    withEnvironment(workflow
        .command('deploy')
        .description('Run a revision there, a newer one or an older one.')
        .argument('<namespace/id>')
        .requiredOption('--revision <n>', 'which one', wholeNumber)).action(line.handle(deploy));
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
async function list(session, name) {
    show(session, await (await session.api()).get(`${workflowPath(name)}/deployments`));
}
async function deploy(session, name, { environment = DEFAULT_ENVIRONMENT, revision }) {
    const path = `${workflowPath(name)}/deployments/${encodeURIComponent(environment)}`;
    show(session, await (await session.api()).put(path, { revision }));
}
async function promote(session, name, { from, to }) {
    show(session, await (await session.api()).post(`${workflowPath(name)}/promote`, { from, to }));
}
async function undeploy(session, name, { environment }) {
    await (await session.api()).delete(`${workflowPath(name)}/deployments/${encodeURIComponent(environment)}`);
    session.show({ undeployed: name, environment }, () => `${name} runs in ${environment} no more`);
}
function show(session, deployments) {
    session.show(deployments, () => renderTable(['environment', 'revision', 'enabled', 'deployed', 'by'], deployments.items.map((one) => [
        one.environment,
        String(one.revision),
        one.enabled ? 'yes' : 'no',
        asText(one.deployedAt),
        one.deployedBy,
    ]), 'deployed nowhere'));
}
//# sourceMappingURL=deployment-commands.js.map