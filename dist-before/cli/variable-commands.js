import { inEnvironment, withOptionalEnvironment } from './environment-option.js';
import { readJson, readText } from './given.js';
import { withPaging } from './list-options.js';
import { asText, renderTable } from './table.js';
export const variableCommands = (program, line) => {
    const variable = program.command('variable').description("Values that workflows read with var('NAME').");
    withOptionalEnvironment(variable
        .command('set')
        .description('Put a value: JSON, @FILE, or - for stdin.')
        .argument('<namespace>')
        .argument('<name>')
        .argument('<value>'))
        .option('--text', 'the value is text, not JSON')
        .action(line.handle(set));
    withPaging(variable.command('list').description('The variables there are.'))
        .option('--namespace <namespace>', 'of this namespace')
        .action(line.handle(list));
    withOptionalEnvironment(variable
        .command('remove')
        .alias('delete')
        .description('Take a variable away.')
        .argument('<namespace>')
        .argument('<name>')).action(line.handle(remove));
};
async function set(session, namespace, name, given, options) {
    const { shell } = session;
    const { environment } = options;
    const value = options.text === true
        ? await readText(shell, given)
        : await readJson(shell, given, 'the value (--text if it is no JSON)');
    await (await session.api()).put(pathOf(namespace, name), { value }, { environment });
    session.show({ namespace, name, environment: environment ?? null, value }, () => {
        return `${namespace}/${name} is set${inEnvironment(options)}`;
    });
}
async function list(session, options) {
    const { limit, cursor, namespace } = options;
    const page = await (await session.api()).list('/variables', { namespace, cursor }, limit);
    session.showPage(page, () => renderTable(['namespace', 'name', 'environment', 'value', 'version', 'updated'], page.items.map((one) => [
        one.namespace,
        one.name,
        one.environment ?? 'all',
        asText(one.value),
        String(one.version),
        asText(one.updatedAt),
    ]), 'no variables yet: "signet variable set NAMESPACE NAME VALUE" makes one'));
}
async function remove(session, namespace, name, options) {
    const { environment } = options;
    await (await session.api()).delete(pathOf(namespace, name), { environment });
    session.show({ removed: `${namespace}/${name}`, environment: environment ?? null }, () => {
        return `${namespace}/${name} removed${inEnvironment(options)}`;
    });
}
function pathOf(namespace, name) {
    return `/variables/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`;
}
//# sourceMappingURL=variable-commands.js.map