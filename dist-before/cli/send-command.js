/** `signet send`: be an auth platform for a moment, and send a signed event. */
import { randomUUID } from 'node:crypto';
import { unreachable } from './api-client.js';
import { withEnvironment } from './environment-option.js';
import { EXIT, usageFailure } from './exit-code.js';
import { readText, secretFromEnv, secretFromFile } from './given.js';
import { signedHeaders } from './standard-webhook.js';
const PATIENCE_MS = 30_000;
export const sendCommand = (program, line) => {
    withEnvironment(program
        .command('send')
        .description('Sign a JSON body as Standard Webhooks and post it to a hook; exit code 0 when it is accepted.')
        .argument('<hook>', 'URL of a hook, or name of a source'))
        .requiredOption('--body <json>', 'the event: JSON, @FILE, or - for stdin')
        .option('--secret-env <variable>', 'variable with the signing secret')
        .option('--secret-file <file>', 'file with the signing secret')
        .option('--id <id>', 'webhook-id; the same one again is a duplicate (default: a new one)')
        .action(line.handle(send));
};
async function send(session, hook, options) {
    const body = await readText(session.shell, options.body);
    requireJson(body);
    const id = options.id ?? `msg_${randomUUID()}`;
    const headers = signedHeaders(await readSecret(session, options), id, new Date(), body);
    const url = placed(await hookUrl(session, hook), options);
    const { status, answer } = await post(url, headers, body);
    const isAccepted = status >= 200 && status < 300;
    session.show({ id, url, status, accepted: isAccepted, answer }, () => [`${status} ${isAccepted ? 'accepted' : 'refused'}  ${id}`, shown(answer)].filter(Boolean).join('\n'));
    return isAccepted ? EXIT.ok : EXIT.failed;
}
async function readSecret({ shell }, { secretEnv, secretFile }) {
    if ((secretEnv === undefined) === (secretFile === undefined)) {
        throw usageFailure('give the signing secret with --secret-env VARIABLE or --secret-file FILE');
    }
    return secretEnv === undefined ? secretFromFile(shell, secretFile) : secretFromEnv(shell, secretEnv);
}
function requireJson(body) {
    try {
        JSON.parse(body);
    }
    catch (error) {
        throw usageFailure(`--body: not JSON: ${error instanceof Error ? error.message : String(error)}`);
    }
}
async function hookUrl(session, hook) {
    if (/^https?:\/\//.test(hook)) {
        return hook;
    }
    const source = await (await session.api()).get(`/sources/${encodeURIComponent(hook)}`);
    return source.hook.url;
}
function placed(url, { environment }) {
    if (environment === undefined) {
        return url;
    }
    const there = new URL(url);
    there.searchParams.set('environment', environment);
    return there.href;
}
/** Posts as it is signed, to that address alone. The answer is JSON where it can be, else text. */
async function post(url, headers, body) {
    try {
        const signal = AbortSignal.timeout(PATIENCE_MS);
        const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
        return { status: response.status, answer: asJson(await response.text()) };
    }
    catch (error) {
        throw unreachable(new URL(url).origin, error);
    }
}
function asJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return text;
    }
}
function shown(answer) {
    return typeof answer === 'string' ? answer : JSON.stringify(answer, null, 2);
}
//# sourceMappingURL=send-command.js.map