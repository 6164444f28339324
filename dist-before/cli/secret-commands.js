import { inEnvironment, withOptionalEnvironment } from './environment-option.js';
import { givenSecret } from './given.js';
import { withPaging } from './list-options.js';
import { asText, renderTable } from './table.js';
export const secretCommands = (program, line) => {
    const secret = program.command('secret').description('Secrets that workflows name; values never come out.');
    withOptionalEnvironment(secret
        .command('set')
        .description('Seal a value, read from stdin, a variable or a file.')
        .argument('<namespace>')
        .argument('<name>'))
        .option('--from-env <variable>', 'variable that holds the value')
        .option('--from-file <file>', 'file that holds the value')
        .action(line.handle(set));
    withPaging(secret.command('list').description('Names of the secrets there are.'))
        .option('--namespace <namespace>', 'of this namespace')
        .action(line.handle(list));
    withOptionalEnvironment(secret
        .command('remove')
        .alias('delete')
        .description('Forget a secret.')
        .argument('<namespace>')
        .argument('<name>')).action(line.handle(remove));
};
async function set(session, namespace, name, options) {
    const value = await givenSecret(session.shell, options);
    const { environment } = options;
    await (await session.api()).put(pathOf(namespace, name), { value }, { environment });
    session.show({ namespace, name, environment: environment ?? null }, () => {
        return `${namespace}/${name} is set${inEnvironment(options)}`;
    });
}
async function list(session, options) {
    const { limit, cursor, namespace } = options;
    const page = await (await session.api()).list('/secrets', { namespace, cursor }, limit);
    session.showPage(page, () => renderTable(['namespace', 'name', 'environment', 'version', 'updated'], page.items.map((one) => [
        one.namespace,
        one.name,
        one.environment ?? 'all',
        asText(one.version),
        asText(one.updatedAt),
    ]), 'no secrets yet: "signet secret set NAMESPACE NAME" makes one'));
}
async function remove(session, namespace, name, options) {
    const { environment } = options;
    await (await session.api()).delete(pathOf(namespace, name), { environment });
    session.show({ removed: `${namespace}/${name}`, environment: environment ?? null }, () => {
        return `${namespace}/${name} removed${inEnvironment(options)}`;
    });
}
function pathOf(namespace, name) {
    return `/secrets/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
}
//# sourceMappingURL=secret-commands.js.map