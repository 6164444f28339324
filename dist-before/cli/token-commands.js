import { Option } from 'commander';
import { deadline, gather } from './given.js';
import { withPaging } from './list-options.js';
import { asText, renderFields, renderTable } from './table.js';
import { intoFile, showToken } from './token-file.js';
export const tokenCommands = (program, line) => {
    const token = program.command('token').description('Tokens of the management API.');
    token
        .command('create')
        .description('Make a token; it is shown once, or written to a file.')
        .argument('<name>')
        .addOption(new Option('--role <role>', 'what it may do')
        .choices(['admin', 'author', 'operator', 'auditor', 'ingest'])
        .makeOptionMandatory())
        .option('--namespace <namespace>', 'only there and below; may be repeated', gather)
        .option('--expires-at <time>', 'when it ends: a time, or how long from now (30d)', (text) => deadline(text))
        .option('--out <file>', 'write the token there (mode 0600) instead of showing it')
        .action(line.handle(create));
    withPaging(token.command('list').description('The tokens there are, without the tokens.')).action(line.handle(list));
    token.command('revoke').description('End a token now.').argument('<id>').action(line.handle(revoke));
    token.command('whoami').description('Whose token this is, and what it may do.').action(line.handle(whoami));
};
async function create(session, name, options) {
    const { role, namespace: namespaces, expiresAt, out } = options;
    const api = await session.api();
    const created = await intoFile(session.shell, out, () => api.post('/tokens', { name, role, namespaces, expiresAt }));
    const made = `token ${created.id} (${role})`;
    showToken(session, created, out, { name: made, filed: `${made} is in ${out}` });
}
async function list(session, { limit, cursor }) {
    const page = await (await session.api()).list('/tokens', { cursor }, limit);
    session.showPage(page, () => renderTable(['id', 'name', 'role', 'namespaces', 'created', 'expires', 'revoked'], page.items.map((one) => [
        one.id,
        one.name,
        one.role,
        (one.namespaces ?? []).join(', ') || 'all',
        asText(one.createdAt),
        asText(one.expiresAt),
        asText(one.revokedAt),
    ]), 'no tokens'));
}
async function revoke(session, id) {
    await (await session.api()).delete(`/tokens/${encodeURIComponent(id)}`);
    session.show({ revoked: id }, () => `token ${id} revoked`);
}
async function whoami(session) {
    const me = await (await session.api()).get('/whoami');
    session.show(me, () => renderFields([
        ['name', me.name],
        ['tenant', me.tenant],
        ['role', me.role],
        ['namespaces', (me.namespaces ?? []).join(', ') || 'all'],
    ]));
}
//# sourceMappingURL=token-commands.js.map