import { setTimeout as delay } from 'node:timers/promises';
import { Option } from 'commander';
import { CommandFailed, EXIT, usageFailure } from './exit-code.js';
import { gather, secretFromEnv, secretFromFile, wholeNumber } from './given.js';
import { renderFields } from './table.js';
const WITHIN = 60;
const ASK_AGAIN_MS = 500;
/** Streams of security event tokens, below `signet source`. */
export const ssfCommands = (program, line) => {
    const source = program.commands.find((command) => command.name() === 'source');
    source
        .command('ssf-register')
        .description('Set up a Shared Signals stream at its transmitter, and the source it feeds; again, to change it.')
        .argument('<name>')
        .requiredOption('--transmitter <url>', 'its issuer, or the address of its metadata')
        .option('--transmitter-token-env <variable>', 'variable with the token for its stream management')
        .option('--transmitter-token-file <file>', 'file with that token')
        .addOption(new Option('--method <method>', 'how tokens come').choices(['push', 'poll']).default('push'))
        .option('--events <type>', 'event type, family (caep.*) or address; may be repeated', gather)
        .option('--audience <name>', 'audience of its tokens, where it does not say; may be repeated', gather)
        .option('--profile <name>', 'profile of security event tokens (default: ssf)')
        .option('--no-verify', 'do not ask for verification')
        .option('--within <seconds>', 'how long to wait for it', wholeNumber, WITHIN)
        .action(line.handle(register));
    source
        .command('ssf-status')
        .description('The stream of a source: verified when, last event, last error.')
        .argument('<name>')
        .option('--remote', 'ask the transmitter for its status, too')
        .action(line.handle(status));
    source
        .command('ssf-verify')
        .description('Ask the transmitter for a verification event, and wait for it.')
        .argument('<name>')
        .option('--within <seconds>', 'how long to wait for it', wholeNumber, WITHIN)
        .action(line.handle(verify));
    source
        .command('ssf-delete')
        .description('Delete the stream at its transmitter; the source stays.')
        .argument('<name>')
        .action(line.handle(remove));
};
async function register(session, name, options) {
    const api = await session.api();
    const token = await tokenOf(session, options);
    const { transmitter, method, events, audience, profile } = options;
    const stream = await api.post(pathOf(name), {
        transmitter,
        method,
        ...(token !== undefined && { token }),
        ...(events && { events: events.flatMap((list) => list.split(',')) }),
        ...(audience && { audience }),
        ...(profile !== undefined && { profile }),
    });
    session.note(`stream ${stream.streamId} of ${stream.issuer} feeds ${name} by ${stream.method}`);
    const last = options.verify ? await verified(session, api, name, options.within) : stream;
    session.show(last, () => describe(last));
}
async function status(session, name, options) {
    const query = options.remote ? { remote: 'true' } : {};
    const stream = await (await session.api()).get(pathOf(name), query);
    session.show(stream, () => describe(stream));
}
async function verify(session, name, { within }) {
    const stream = await verified(session, await session.api(), name, within);
    session.show(stream, () => describe(stream));
}
async function remove(session, name) {
    await (await session.api()).delete(pathOf(name));
    session.show({ deleted: name }, () => `the stream of ${name} is deleted`);
}
/** Asks for verification and waits until it has come. Throws CommandFailed when it does not. */
async function verified(session, api, name, within) {
    const deadline = Date.now() + within * 1000;
    let stream = await api.post(`${pathOf(name)}/verify`);
    session.note('verification asked for, waiting');
    while (stream.verification.pending) {
        if (Date.now() > deadline) {
            const why = stream.lastError === null ? '' : ` (last error: ${stream.lastError.reason})`;
            throw new CommandFailed(EXIT.failed, `${name} was not verified within ${within} s${why}`, { stream });
        }
        await delay(ASK_AGAIN_MS);
        stream = await api.get(pathOf(name));
    }
    session.note('verified');
    return stream;
}
async function tokenOf({ shell }, { transmitterTokenEnv: variable, transmitterTokenFile: file }) {
    if (variable !== undefined && file !== undefined) {
        throw usageFailure('give --transmitter-token-env or --transmitter-token-file, not both');
    }
    return variable !== undefined
        ? secretFromEnv(shell, variable)
        : file === undefined
            ? undefined
            : secretFromFile(shell, file);
}
function pathOf(name) {
    return `/sources/${encodeURIComponent(name)}/ssf`;
}
function describe(stream) {
    const { verification, status, lastError, poll } = stream;
    return renderFields([
        ['source', stream.source],
        ['transmitter', stream.issuer],
        ['stream', stream.streamId],
        ['method', stream.method],
        ['endpoint', stream.endpoint],
        ['events', stream.events.join(', ')],
        ['status', status && [status.status, status.reason].filter((text) => text !== null).join(': ')],
        ['verified', verification.verifiedAt],
        ['verification', verification.pending ? 'asked for' : undefined],
        ['polled', poll?.polledAt],
        ['next poll', poll?.nextPollAt],
        ['last event', stream.lastEventAt],
        ['last error', lastError && `${lastError.reason} at ${lastError.at}`],
    ]);
}
//# sourceMappingURL=ssf-commands.js.map