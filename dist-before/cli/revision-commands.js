import { DEFAULT_ENVIRONMENT } from '../config/places.js';
import { withEnvironment } from './environment-option.js';
import { usageFailure } from './exit-code.js';
import { wholeNumber, workflowPath } from './given.js';
import { withPaging } from './list-options.js';
import { asText, renderTable } from './table.js';
export function addRevisionCommands(workflow, line) {
    withPaging(workflow
        .command('revisions')
        .description('Its revisions, newest first: who saved them when, and where they run.')
        .argument('<namespace/id>')).action(line.handle(revisions));
    workflow
        .command('delete')
        .description('Take it away; its revisions and executions stay to be seen.')
        .argument('<namespace/id>')
        .action(line.handle(remove));
    withEnvironment(workflow
        .command('restore')
        .description('Bring back one that was taken away; it runs nowhere unless a revision is named.')
        .argument('<namespace/id>')
        .option('--revision <n>', 'run this one', wholeNumber)).action(line.handle(restore));
}
async function revisions(session, name, { limit, cursor }) {
    const api = await session.api();
    const page = await api.list(`${workflowPath(name)}/revisions`, { cursor }, limit);
    session.showPage(page, () => renderTable(['revision', 'hash', 'saved', 'by', 'runs in'], page.items.map((one) => [
        String(one.number),
        one.hash.slice(0, 12),
        asText(one.createdAt),
        asText(one.createdBy),
        asText(one.environments.join(', ')),
    ]), 'no revisions'));
}
async function remove(session, name) {
    await (await session.api()).delete(workflowPath(name));
    session.show({ deleted: name }, () => `${name} is gone: "signet workflow restore ${name}" brings it back`);
}
async function restore(session, name, { revision, environment }) {
    if (environment !== undefined && revision === undefined) {
        throw usageFailure('--environment needs --revision: the one that shall run there');
    }
    const api = await session.api();
    const path = workflowPath(name);
    const restored = await api.post(`${path}/restore`);
    if (revision !== undefined) {
        const place = environment ?? DEFAULT_ENVIRONMENT;
        await api.put(`${path}/deployments/${encodeURIComponent(place)}`, { revision });
        session.show({ ...restored, revision, environments: [place] }, () => {
            return `${name} is there again, and revision ${revision} runs in ${place}`;
        });
        return;
    }
    session.show(restored, () => {
        return `${name} is there again and runs nowhere: "signet workflow deploy ${name} --revision ${restored.newest}" makes it run`;
    });
}
//# sourceMappingURL=revision-commands.js.map