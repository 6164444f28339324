import { withPaging } from './list-options.js';
import { asText, renderTable } from './table.js';
import { intoFile, showToken } from './token-file.js';
export const tenantCommands = (program, line) => {
    const tenant = program
        .command('tenant')
        .description('Whose workflows and executions they are; for an admin of main.');
    withPaging(tenant.command('list').description('The tenants there are.')).action(line.handle(list));
    tenant
        .command('put')
        .description('Make a tenant, or describe one; the first admin token of a new one is shown once.')
        .argument('<name>')
        .option('--description <text>')
        .option('--retention-days <n>', 'keep what its executions left for so many days (default: as the instance)')
        .option('--out <file>', 'write the token there (mode 0600) instead of showing it')
        .action(line.handle(put));
    tenant
        .command('token')
        .description('Make another admin token of a tenant; it is shown once.')
        .argument('<name>')
        .option('--out <file>', 'write the token there (mode 0600) instead of showing it')
        .action(line.handle(token));
};
async function list(session, { limit, cursor }) {
    const page = await (await session.api()).list('/tenants', { cursor }, limit);
    session.showPage(page, () => renderTable(['tenant', 'created', 'kept for', 'description'], page.items.map((one) => [one.name, asText(one.createdAt), keptFor(one), asText(one.description)]), 'no tenants'));
}
const keptFor = ({ retentionDays }) => retentionDays === null ? '' : `${retentionDays} days`;
async function put(session, name, { description, retentionDays, out }) {
    const api = await session.api();
    const answer = await intoFile(session.shell, out, () => api.putOnce(pathOf(name), {
        description,
        retentionDays: retentionDays === undefined ? undefined : Number(retentionDays),
    }));
    if (answer.token === undefined) {
        session.show(answer, () => `${name} was there already`);
        session.note(`another admin token of it: signet tenant token ${name}`);
        return;
    }
    showToken(session, answer, out, {
        name: `admin token of ${answer.name}`,
        filed: `${name} is made, its admin token is in ${out}`,
    });
}
async function token(session, name, { out }) {
    const api = await session.api();
    const answer = await intoFile(session.shell, out, () => api.post(`${pathOf(name)}/token`));
    showToken(session, answer, out, {
        name: `admin token of ${answer.name}`,
        filed: `an admin token of ${name} is in ${out}`,
    });
}
const pathOf = (name) => `/tenants/${encodeURIComponent(name)}`;
//# sourceMappingURL=tenant-commands.js.map