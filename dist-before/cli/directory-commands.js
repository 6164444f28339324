import { ApiRefused } from './api-client.js';
import { directoryBody } from './directory-body.js';
import { CommandFailed, EXIT } from './exit-code.js';
import { withPaging } from './list-options.js';
import { asText, renderFields, renderTable } from './table.js';
export const directoryCommands = (program, line) => {
    const directory = program.command('directory').description('Identity systems that actions act on.');
    withPaging(directory.command('list').description('The directories there are; main is always there.')).action(line.handle(list));
    directory
        .command('show')
        .description('One directory and how it is reached; its token is never shown.')
        .argument('<name>')
        .action(line.handle(show));
    withSettings(directory.command('add'))
        .description('Make a directory: one that speaks SCIM with --scim, without it a built-in one.')
        .action(line.handle(add));
    withSettings(directory.command('set'))
        .description('Change how a directory is reached; what is not said stays. Another address needs the token anew.')
        .action(line.handle(set));
    directory
        .command('remove')
        .description('Forget how to reach a directory; users of a built-in one stay.')
        .argument('<name>')
        .action(line.handle(remove));
};
function withSettings(command) {
    return command
        .argument('<name>')
        .option('--scim <url>', 'it speaks SCIM 2.0 at this address, e.g. https://idp.example.com/scim/v2')
        .option('--local', 'it is built in')
        .option('--token-env <variable>', 'variable with its bearer token')
        .option('--token-secret-file <file>', 'file with its bearer token, - for stdin')
        .option('--token-url <url>', 'in place of a token: where a client fetches tokens (OAuth 2.0)')
        .option('--client-id <id>', 'the client')
        .option('--client-secret-env <variable>', 'variable with its secret')
        .option('--client-secret-file <file>', 'file with its secret, - for stdin')
        .option('--scope <scopes>', 'what the tokens shall be for')
        .option('--audience <audience>', 'whom they are for, where the endpoint asks')
        .option('--user-key <key>', 'what `user` is there: id, externalId, userName or any');
}
async function list(session, { limit, cursor }) {
    const page = await (await session.api()).list('/directories', { cursor }, limit);
    session.showPage(page, () => renderTable(['directory', 'type', 'url', 'token', 'updated'], page.items.map((one) => [one.name, one.type, asText(one.url), tokenOf(one), asText(one.updatedAt)]), 'no directories'));
}
async function show(session, name) {
    const directory = await (await session.api()).get(pathOf(name));
    session.show(directory, () => describe(directory));
}
/** Adding must not replace what somebody else relies on. */
async function add(session, name, options) {
    const api = await session.api();
    if ((await find(api, name)) !== null) {
        throw new CommandFailed(EXIT.failed, `there is a directory ${name} already: give another name, or change it with "signet directory set ${name}"`);
    }
    await put(session, api, name, await directoryBody(session, options));
}
async function set(session, name, options) {
    const api = await session.api();
    const before = await api.get(pathOf(name));
    await put(session, api, name, await directoryBody(session, options, before));
}
async function put(session, api, name, body) {
    const directory = await api.put(pathOf(name), body);
    session.show(directory, () => describe(directory));
}
async function remove(session, name) {
    await (await session.api()).delete(pathOf(name));
    session.show({ removed: name }, () => `${name} removed`);
}
async function find(api, name) {
    try {
        return await api.get(pathOf(name));
    }
    catch (error) {
        if (error instanceof ApiRefused && error.status === 404) {
            return null;
        }
        throw error;
    }
}
function describe(directory) {
    return renderFields([
        ['directory', directory.name],
        ['type', directory.type],
        ['url', directory.url],
        ['token', directory.type === 'scim' && directory.auth === null ? tokenOf(directory) : undefined],
        ['client', directory.auth?.clientId],
        ['token url', directory.auth?.tokenUrl],
        ['scope', directory.auth?.scope],
        ['audience', directory.auth?.audience],
        ['user key', directory.config['userKey']],
        ['created', directory.createdAt],
        ['updated', directory.updatedAt],
    ]);
}
function tokenOf({ hasToken, auth }) {
    return auth ? `of ${auth.clientId}` : hasToken ? 'kept' : '-';
}
function pathOf(name) {
    return `/directories/${encodeURIComponent(name)}`;
}
//# sourceMappingURL=directory-commands.js.map