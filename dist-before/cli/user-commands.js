import { withPaging } from './list-options.js';
import { asText, renderFields, renderTable } from './table.js';
const DIRECTORY = ['--directory <name>', 'the directory', 'main'];
export const userCommands = (program, line) => {
    const user = program.command('user').description('Users of the built-in directory.');
    withPaging(user.command('list').description('The users there are.'))
        .option(...DIRECTORY)
        .action(line.handle(list));
    user
        .command('show')
        .description('One user.')
        .argument('<id>')
        .option(...DIRECTORY)
        .action(line.handle(show));
};
async function list(session, options) {
    const { limit, cursor, directory } = options;
    const page = await (await session.api()).list(pathOf(directory), { cursor }, limit);
    session.showPage(page, () => renderTable(['user', 'active', 'name', 'email', 'roles', 'groups'], page.items.map((one) => [
        one.id,
        one.active ? 'yes' : 'no',
        asText(one.userName ?? one.displayName),
        asText(one.email),
        asText(one.roles.join(', ')),
        asText(one.groups.join(', ')),
    ]), `no users in ${directory}`));
}
async function show(session, id, { directory }) {
    const user = await (await session.api()).get(`${pathOf(directory)}/${encodeURIComponent(id)}`);
    session.show(user, () => renderFields([
        ['user', user.id],
        ['active', user.active ? 'yes' : 'no'],
        ['user name', user.userName],
        ['display name', user.displayName],
        ['email', user.email],
        ['roles', user.roles.join(', ')],
        ['groups', user.groups.join(', ')],
        ...Object.entries(user.attributes ?? {}),
    ]));
}
function pathOf(directory) {
    return `/directories/${encodeURIComponent(directory)}/users`;
}
//# sourceMappingURL=user-commands.js.map