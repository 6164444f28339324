import { Option } from 'commander';
import { gather, wholeNumber } from './given.js';
import { withPaging } from './list-options.js';
import { sourceAddCommand } from './source-add-command.js';
import { withEventPlaces } from './event-places.js';
import { sourceBody } from './source-body.js';
import { sourceSecretCommands } from './source-secret-commands.js';
import { describeSource, pathOfSource, proofsOf } from './source-text.js';
import { renderTable } from './table.js';
export const sourceCommands = (program, line) => {
    const source = program.command('source').description('Outside systems that send events.');
    sourceAddCommand(source, line);
    withEventPlaces(source.command('put'))
        .description('Make a source, or replace what it was; secrets come from variables or files, and without any those it has stay.')
        .argument('<name>')
        .option('--description <text>')
        .option('--profile <name>', 'how it signs, e.g. standard-webhooks (GET /api/v1/profiles lists them)')
        .option('--secret-env <variable>', 'variable with a signing secret; may be repeated', gather)
        .option('--secret-file <file>', 'file with a signing secret; may be repeated', gather)
        .option('--generate-secret <file>', 'make a new whsec_ signing secret and keep it in this file')
        .option('--config <json>', 'settings of the profile: JSON or @FILE')
        .option('--token-from <header:name>', 'where a static token comes, e.g. header:authorization')
        .addOption(new Option('--token-scheme <scheme>', 'word before the token').choices(['Bearer', 'Basic']))
        .option('--token-env <variable>', 'variable with an accepted token; may be repeated', gather)
        .option('--token-secret-file <file>', 'file with an accepted token; may be repeated', gather)
        .option('--poll <url>', 'endpoint its security event tokens are polled from (RFC 8936)')
        .option('--poll-authorization-env <variable>', 'variable with the Authorization text of polls')
        .option('--poll-authorization-file <file>', 'file with it')
        .option('--poll-interval <seconds>', 'from one poll to the next while there is nothing', wholeNumber)
        .option('--ip <range>', 'CIDR range it must call from; may be repeated', gather)
        .option('--open', 'accept anyone, in so many words')
        .option('--requests <limit/per>', 'requests it may send, e.g. 600/1m; or default, or none')
        .option('--common-type <type=common>', 'what a type of its means in common, e.g. account.opened=user.created; may be repeated', gather)
        .option('--disabled', 'make it, but accept nothing yet')
        .action(line.handle(put));
    withPaging(source.command('list').description('The sources there are.')).action(line.handle(list));
    source
        .command('show')
        .description('One source and the address of its hook.')
        .argument('<name>')
        .action(line.handle(show));
    source
        .command('remove')
        .description('Remove a source and its hook.')
        .argument('<name>')
        .action(line.handle(remove));
    sourceSecretCommands(source, line);
    for (const verb of ['enable', 'disable']) {
        source
            .command(verb)
            .description(verb === 'enable' ? 'Accept deliveries.' : 'Accept no delivery: its hook answers as an unknown one.')
            .argument('<name>')
            .action(line.handle(switchTo(verb)));
    }
};
async function put(session, name, options) {
    const body = await sourceBody(session.shell, options);
    const source = await (await session.api()).put(pathOfSource(name), body);
    session.show(source, () => describeSource(source));
}
async function list(session, { limit, cursor }) {
    const page = await (await session.api()).list('/sources', { cursor }, limit);
    session.showPage(page, () => renderTable(['source', 'enabled', 'proofs', 'hook'], page.items.map((one) => [one.name, one.enabled ? 'yes' : 'no', proofsOf(one), one.hook.url]), 'no sources yet: "signet source put NAME" makes one'));
}
async function show(session, name) {
    const source = await (await session.api()).get(pathOfSource(name));
    session.show(source, () => describeSource(source));
}
async function remove(session, name) {
    await (await session.api()).delete(pathOfSource(name));
    session.show({ removed: name }, () => `${name} removed`);
}
function switchTo(verb) {
    return async (session, name) => {
        const answer = await (await session.api()).post(`${pathOfSource(name)}/${verb}`);
        session.show(answer ?? { source: name, enabled: verb === 'enable' }, () => `${name} ${verb}d`);
    };
}
//# sourceMappingURL=source-commands.js.map