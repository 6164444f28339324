import { givenSecret } from './given.js';
import { generateSecret } from './source-body.js';
import { pathOfSource } from './source-text.js';
import { asText, renderTable } from './table.js';
/** `signet source secret`: one secret more, look which are used, one less. */
export function sourceSecretCommands(source, line) {
    const secret = source.command('secret').description('Rotate what a source proves itself with.');
    secret
        .command('add')
        .description('One more live secret, read from stdin, a variable or a file; then give it to the sender.')
        .argument('<source>')
        .option('--from-env <variable>', 'variable that holds it')
        .option('--from-file <file>', 'file that holds it')
        .option('--generate-secret <file>', 'make a new whsec_ secret and keep it in this file')
        .option('--token', 'it is a static token, where the source has a signature besides')
        .action(line.handle(add));
    secret
        .command('list')
        .description('Its live secrets: when each was added and last used. What they are never comes out.')
        .argument('<source>')
        .action(line.handle(list));
    secret
        .command('retire')
        .description('Take one out that its sender no longer uses.')
        .argument('<source>')
        .argument('<id>')
        .option('--force', 'although it proved a delivery in the last 24 hours')
        .action(line.handle(retire));
}
async function add(session, name, options) {
    const { shell } = session;
    const file = options.generateSecret;
    const secret = file === undefined ? await givenSecret(shell, options) : await generateSecret(shell, file);
    const proof = options.token === true ? 'token' : undefined;
    const source = await (await session.api()).post(secretsOf(name), { secret, proof });
    session.show(source, () => `${name} takes one secret more`);
    session.note(`when its sender uses it: "signet source secret list ${name}", then retire the old one`);
}
async function list(session, name) {
    const page = await (await session.api()).get(secretsOf(name));
    session.show(page, () => renderTable(['id', 'of', 'generation', 'added', 'last used', 'uses in 7 days'], page.items.map((one) => [
        one.id,
        one.proof === 'token' ? 'token' : 'signature',
        one.generation,
        asText(one.addedAt),
        asText(one.lastUsedAt),
        String(one.uses),
    ]), `${name} has no secrets`));
}
async function retire(session, name, id, { force }) {
    const query = force === true ? '?force=true' : '';
    const source = await (await session.api()).delete(`${secretsOf(name)}/${encodeURIComponent(id)}${query}`);
    session.show(source, () => `${name} takes the secret ${id} no longer`);
}
function secretsOf(name) {
    return `${pathOfSource(name)}/secrets`;
}
//# sourceMappingURL=source-secret-commands.js.map