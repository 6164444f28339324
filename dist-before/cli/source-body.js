/** What `signet source put` sends, out of its options. */
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { writeWhole } from './data-folder.js';
import { eventOf } from './event-places.js';
import { usageFailure } from './exit-code.js';
import { readJson, secretFromEnv, secretFromFile } from './given.js';
/** Reads the secrets the options name; throws a usage failure for what cannot be a source. */
export async function sourceBody(shell, options) {
    const verify = await verifyOf(shell, options);
    const token = await tokenOf(shell, options);
    return defined({
        description: options.description,
        verify,
        token,
        poll: await pollOf(shell, options),
        ip: options.ip,
        open: options.open,
        event: eventOf(options),
        limits: limitsOf(options),
        vocabulary: options.commonType === undefined ? undefined : vocabularyOf(options.commonType),
        enabled: options.disabled === true ? false : undefined,
    });
}
/** Without a secret, those a source already has stay. */
async function verifyOf(shell, options) {
    const { profile, config, generateSecret: file } = options;
    const given = await secretsOf(shell, options.secretEnv, options.secretFile);
    if (profile === undefined) {
        if (given.length > 0 || config !== undefined || file !== undefined) {
            throw usageFailure('a signing secret needs --profile, the way the source signs with it');
        }
        return undefined;
    }
    const secrets = file === undefined ? given : [...given, await generateSecret(shell, file)];
    return defined({
        profile,
        secrets: secrets.length === 0 ? undefined : secrets,
        config: config === undefined ? undefined : await readJson(shell, config, '--config'),
    });
}
async function tokenOf(shell, options) {
    const { tokenFrom, tokenScheme: scheme } = options;
    const secrets = await secretsOf(shell, options.tokenEnv, options.tokenSecretFile);
    if (tokenFrom === undefined && secrets.length === 0) {
        return undefined;
    }
    return defined({
        from: tokenFrom ?? 'header:authorization',
        scheme,
        secrets: secrets.length === 0 ? undefined : secrets,
    });
}
/** Without an authorization, the one a source already has for that endpoint stays. */
async function pollOf(shell, options) {
    const { poll: endpoint, pollAuthorizationEnv, pollAuthorizationFile, pollInterval } = options;
    const [authorization] = await secretsOf(shell, pollAuthorizationEnv === undefined ? [] : [pollAuthorizationEnv], pollAuthorizationFile === undefined ? [] : [pollAuthorizationFile]);
    if (endpoint === undefined) {
        if (authorization !== undefined || pollInterval !== undefined) {
            throw usageFailure('an authorization or interval of polls needs --poll, the endpoint they go to');
        }
        return undefined;
    }
    return defined({ endpoint, authorization, intervalSeconds: pollInterval });
}
async function secretsOf(shell, variables = [], files = []) {
    const fromFiles = await Promise.all(files.map((file) => secretFromFile(shell, file)));
    return [...variables.map((name) => secretFromEnv(shell, name)), ...fromFiles];
}
/** 24 random bytes, as Standard Webhooks writes a secret. Kept before it is sent, so that it cannot be lost. */
export async function generateSecret(shell, file) {
    const secret = `whsec_${randomBytes(24).toString('base64')}`;
    await writeWhole(resolve(shell.cwd, file), `${secret}\n`);
    return secret;
}
/** `600/1m`, or a word the server knows. */
function limitsOf({ requests }) {
    if (requests === undefined) {
        return undefined;
    }
    const [, limit, per] = /^(\d+)\/(.+)$/.exec(requests) ?? [];
    return { requests: limit === undefined ? requests : { limit: Number(limit), per } };
}
/** `my.type=user.created`: types of the sender with the common type each stands for. */
function vocabularyOf(pairs) {
    return Object.fromEntries(pairs.map((pair) => {
        const at = pair.lastIndexOf('=');
        if (at < 1 || at === pair.length - 1) {
            throw usageFailure(`--common-type ${pair}: must be TYPE=COMMON, like account.opened=user.created`);
        }
        return [pair.slice(0, at), pair.slice(at + 1)];
    }));
}
function defined(members) {
    return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
//# sourceMappingURL=source-body.js.map