import { readJson } from './given.js';
import { withPaging } from './list-options.js';
import { toneOf } from './style.js';
import { asText, renderFields, renderTable } from './table.js';
export const approvalCommands = (program, line) => {
    const approvals = program.command('approvals').description('Decisions that executions wait for.');
    withPaging(approvals.command('list'))
        .description('Open ones, oldest first; others newest first.')
        .option('--status <status>', 'open, decided, expired or cancelled', 'open')
        .action(line.handle(list));
    approvals
        .command('show')
        .description('One approval, and with --links how others may decide.')
        .argument('<id>')
        .option('--links', 'make the signed links by which whoever has one may decide')
        .action(line.handle(show));
    approvals
        .command('decide')
        .description('Decide, once.')
        .argument('<id>')
        .argument('<outcome>')
        .option('--fields <json>', 'what it asks for, by name')
        .action(line.handle(decide));
};
const COLUMNS = ['approval', 'kind', 'workflow', 'waiting', 'subject', 'message'];
async function list(session, { limit, cursor, status }) {
    const page = await (await session.api()).list('/approvals', { cursor, status }, limit);
    const isOpen = status === 'open';
    session.showPage(page, () => renderTable([...COLUMNS, ...(isOpen ? ['outcomes', 'until'] : ['outcome', 'by'])], page.items.map((one) => [
        one.id,
        one.kind,
        one.workflow,
        String(one.executions),
        asText(one.subject),
        one.message,
        ...(isOpen
            ? [one.outcomes.join(', '), asText(one.expiresAt)]
            : [asText(one.outcome), asText(one.decidedBy)]),
    ]), isOpen ? 'nothing waits for a decision' : `no approval is ${status}`));
}
async function show(session, id, { links = false }) {
    const api = await session.api();
    const approval = await api.get(pathOf(id));
    const made = links ? await api.post(`${pathOf(id)}/links`, {}) : null;
    session.show({ ...approval, ...made }, () => [describe(session, approval), ...Object.values(made?.links ?? {})].join('\n'));
}
async function decide(session, id, outcome, { fields }) {
    const given = fields === undefined ? {} : { fields: await readJson(session.shell, fields, '--fields') };
    const api = await session.api();
    const approval = await api.post(`${pathOf(id)}/decide`, { outcome, ...given });
    session.show(approval, () => `${id} decided: ${outcome}`);
}
function pathOf(id) {
    return `/approvals/${encodeURIComponent(id)}`;
}
function describe(session, approval) {
    const fields = Object.entries(approval.fields).map(([name, { type, required }]) => `${name} (${type}${required ? ', required' : ''})`);
    return renderFields([
        ['approval', approval.id],
        ['kind', approval.kind],
        ['waiting', approval.executions],
        ['execution', approval.execution],
        ['workflow', approval.workflow],
        ['subject', approval.subject],
        ['environment', approval.environment],
        ['task', approval.task],
        ['status', session.style(toneOf(approval.status), approval.status)],
        ['message', approval.message],
        ['outcomes', approval.outcomes.join(', ')],
        ['fields', fields.length === 0 ? null : fields.join(', ')],
        ['until', approval.expiresAt],
        ['outcome', approval.outcome],
        ['decided by', approval.decidedBy],
    ]);
}
//# sourceMappingURL=approval-commands.js.map