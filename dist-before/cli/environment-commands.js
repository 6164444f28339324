import { asText, renderFields, renderTable } from './table.js';
export const environmentCommands = (program, line) => {
    const environment = program
        .command('environment')
        .description('Stages that revisions, switches, secrets and variables differ between.');
    environment
        .command('list')
        .description('The environments there are; production always is.')
        .action(line.handle(list));
    environment
        .command('put')
        .description('Make an environment, or describe one.')
        .argument('<name>')
        .option('--description <text>')
        .action(line.handle(put));
    environment
        .command('remove')
        .alias('delete')
        .description('Take away one that nothing is deployed in, with its secrets and variables.')
        .argument('<name>')
        .action(line.handle(remove));
};
async function list(session) {
    const page = await (await session.api()).get('/environments');
    session.show(page, () => renderTable(['environment', 'workflows', 'description'], page.items.map((one) => [one.name, String(one.workflows), asText(one.description)]), 'no environments'));
}
async function put(session, name, { description }) {
    const environment = await (await session.api()).put(pathOf(name), { description });
    session.show(environment, () => renderFields([
        ['environment', environment.name],
        ['description', environment.description],
        ['workflows', environment.workflows],
    ]));
}
async function remove(session, name) {
    await (await session.api()).delete(pathOf(name));
    session.show({ removed: name }, () => `${name} removed`);
}
function pathOf(name) {
    return `/environments/${encodeURIComponent(name)}`;
}
//# sourceMappingURL=environment-commands.js.map