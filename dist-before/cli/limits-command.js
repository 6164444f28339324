import { workflowName } from './given.js';
import { asText, renderFields } from './table.js';
export const limitsCommand = (program, line) => {
    program
        .command('limits')
        .description('What the tenant, or one workflow, may use, and how much of it is used.')
        .argument('[namespace/id]')
        .option('--environment <name>', 'of the workflow (default: production)')
        .action(line.handle(limits));
};
async function limits(session, name, { environment }) {
    const api = await session.api();
    if (name === undefined) {
        const answer = await api.get('/limits');
        session.show(answer, () => {
            const { instance } = answer;
            return instance ? `${describe(answer)}\n\nthe instance\n${describe(instance)}` : describe(answer);
        });
        return;
    }
    const { namespace, id } = workflowName(name);
    const query = environment === undefined ? '' : `?environment=${encodeURIComponent(environment)}`;
    const path = `/workflows/${encodeURIComponent(namespace)}/${encodeURIComponent(id)}/limits${query}`;
    const answer = await api.get(path);
    session.show(answer, () => describe(answer));
}
function describe({ perDay, perMonth, concurrency, timeout, requests }) {
    return renderFields([
        ['per day', quota(perDay)],
        ['per month', quota(perMonth)],
        [
            'at a time',
            concurrency === null
                ? NONE
                : `${concurrency.running} of ${concurrency.limit} (${concurrency.overflow} what is over)`,
        ],
        ['time', timeout ?? NONE],
        ['requests', requests === null ? NONE : `${requests.limit} per ${requests.per}`],
    ]);
}
const NONE = 'no limit';
function quota(one) {
    return one === null
        ? NONE
        : `${one.used} of ${one.limit}, ${one.remaining} left until ${asText(one.resetsAt)}`;
}
//# sourceMappingURL=limits-command.js.map