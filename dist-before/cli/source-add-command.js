import { suggest } from '../config/suggest.js';
import { ApiRefused } from './api-client.js';
import { eventOf, withEventPlaces } from './event-places.js';
import { CommandFailed, EXIT, usageFailure } from './exit-code.js';
import { gather, readStdin, requireSecret, secretFromEnv, secretFromFile } from './given.js';
import { askFor, missingOf, settingsOf } from './preset-answers.js';
import { Prompt } from './prompt.js';
import { generateSecret } from './source-body.js';
import { pathOfSource } from './source-text.js';
import { renderFields } from './table.js';
/** Stands for the address of a hook until there is one. */
const NOT_YET = 'https://not-known-yet.invalid/';
/** `signet source add`: asks for what a kind of sender needs, and says what to do there. */
export function sourceAddCommand(source, line) {
    withEventPlaces(source.command('add'))
        .description('Make a source for a known kind of sender: asks for what that needs, prints the URL to paste there.')
        .argument('[name]', 'default: the name of the preset')
        .requiredOption('--preset <name>', 'kind of sender, e.g. clerk (GET /api/v1/profiles lists them)')
        .option('--description <text>')
        .option('--secret-env <variable>', 'variable with a secret of it; may be repeated', gather)
        .option('--secret-file <file>', 'file with a secret of it, - for stdin; may be repeated', gather)
        .option('--generate-secret <file>', 'make a new secret and keep it in this file, to be given to the sender')
        .option('--secret-later', 'the sender shows its secret only once it has the address: refuse all until then')
        .option('--set <setting=value>', 'a setting of the preset; may be repeated', gather)
        .action(line.handle(add));
}
async function add(session, given, options) {
    const api = await session.api();
    const profile = await requireProfile(api, options.preset);
    const name = given ?? profile.name;
    await requireFree(api, name);
    const answers = await answersOf(session, profile, options);
    const source = await create(api, name, profile, { ...answers, ...options });
    const next = nextSteps(source, profile);
    session.show({ source, url: source.hook.url, next }, () => [
        renderFields([
            ['source', name],
            ['paste', source.hook.url],
        ]),
        '',
        ...next,
    ].join('\n'));
}
async function requireProfile(api, name) {
    const { items } = await api.get('/profiles');
    const profile = items.find((one) => one.name === name);
    if (profile === undefined) {
        const names = items.map((one) => one.name);
        const meant = suggest(name, names);
        throw usageFailure(`there is no preset ${name}${meant === undefined ? `; there are ${names.join(', ')}` : ` (did you mean '${meant}'?)`}`);
    }
    return profile;
}
/** Adding must not replace what somebody else relies on. */
async function requireFree(api, name) {
    try {
        await api.get(pathOfSource(name));
    }
    catch (error) {
        if (error instanceof ApiRefused && error.status === 404) {
            return;
        }
        throw error;
    }
    throw new CommandFailed(EXIT.failed, `there is a source ${name} already: give another name, or change it with "signet source put ${name}"`);
}
/** The address of its own hook is never asked for: it is filled in once there is one. */
async function answersOf(session, profile, options) {
    const { shell } = session;
    const hasUrl = profile.needs.settings.some(({ name }) => name === 'url');
    const given = {
        secrets: await secretsOf(shell, options),
        config: { ...(hasUrl && { url: NOT_YET }), ...settingsOf(profile, options.set ?? []) },
    };
    const isLater = options.secretLater === true;
    if (isLater && given.secrets.length > 0) {
        throw usageFailure('give a secret, or --secret-later, not both');
    }
    const asked = isLater ? { ...profile, needs: { ...profile.needs, secret: null } } : profile;
    const missing = missingOf(asked, given);
    if (missing.length === 0) {
        return given;
    }
    if (session.json || shell.stdin.isTTY !== true) {
        throw usageFailure(`${profile.name} (${profile.title}) needs:\n  ${missing.join('\n  ')}`);
    }
    const prompt = new Prompt(shell);
    try {
        return await askFor(asked, given, prompt);
    }
    finally {
        prompt.close();
    }
}
async function secretsOf(shell, options) {
    const { secretEnv = [], secretFile = [], generateSecret: file } = options;
    const secrets = secretEnv.map((variable) => secretFromEnv(shell, variable));
    for (const path of secretFile) {
        secrets.push(path === '-' ? requireSecret(await readStdin(shell), 'stdin') : await secretFromFile(shell, path));
    }
    return file === undefined ? secrets : [...secrets, await generateSecret(shell, file)];
}
async function create(api, name, profile, { secrets, config, description, secretLater, ...options }) {
    const said = { description, event: eventOf(options) };
    const verify = { profile: profile.name, secrets, config, secretLater };
    const needsAddress = config['url'] === NOT_YET;
    const made = await api.put(pathOfSource(name), {
        ...said,
        verify,
        ...(needsAddress && { enabled: false }),
    });
    return needsAddress
        ? api.put(pathOfSource(name), {
            ...said,
            verify: { ...verify, config: { ...config, url: made.hook.url } },
            enabled: true,
        })
        : made;
}
function nextSteps(source, { name, title, needs }) {
    const isWaiting = needs.secret?.required === true && source.proofs.secrets === 0;
    return [
        `Give that address to ${title}; docs/senders/${name}.md says where, and what it sends.`,
        ...(isWaiting
            ? [
                `Give the secret it shows then: "signet source secret add ${source.name} --from-file FILE". Until there is one, all it sends is refused.`,
            ]
            : []),
        `Let a workflow wait for it: "triggers: [{ id: created, type: event, source: ${source.name}, events: [user.created] }]".`,
        `See what arrives: GET /api/v1/hooks/${source.hook.id}/deliveries.`,
    ];
}
//# sourceMappingURL=source-add-command.js.map