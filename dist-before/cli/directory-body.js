import { usageFailure } from './exit-code.js';
import { readStdin, requireSecret, secretFromEnv, secretFromFile } from './given.js';
import { Prompt } from './prompt.js';
/**
 * Of a new directory, or of `before` as it shall be: what is not said stays. Throws a usage failure without a token, or a
 * client's secret, that cannot be asked for.
 */
export async function directoryBody(session, options, before = null) {
    const { scim, local, userKey } = options;
    if (scim !== undefined && local === true) {
        throw usageFailure('give --scim or --local, not both');
    }
    const own = userKey === undefined ? {} : { userKey };
    const token = await secretOf(session.shell, 'token', options.tokenEnv, options.tokenSecretFile);
    if (local === true || (scim === undefined && before?.type !== 'scim')) {
        if (authOf(options, null) !== null) {
            throw usageFailure('a client is for a directory that speaks SCIM: give --scim as well');
        }
        return { type: 'local', token, config: own };
    }
    const url = scim ?? before.url;
    const body = { type: 'scim', url, config: { ...before?.config, ...own } };
    const isSameUrl = before?.url === url;
    const auth = authOf(options, token === undefined ? (before?.auth ?? null) : null);
    if (auth === null) {
        const isKept = before?.hasToken === true && isSameUrl;
        return { ...body, token: token ?? (isKept ? undefined : await askToken(session, url)) };
    }
    if (token !== undefined) {
        throw usageFailure('give a token or a client that fetches tokens, not both');
    }
    const isSame = isSameUrl && isSameClient(auth, before.auth);
    const { shell } = session;
    const given = await secretOf(shell, 'client-secret', options.clientSecretEnv, options.clientSecretFile);
    return {
        ...body,
        auth: { ...auth, clientSecret: given ?? (isSame ? undefined : await askClientSecret(session, auth)) },
    };
}
/** The client as it shall be; null where a token is used. */
function authOf(options, before) {
    const { tokenUrl = before?.tokenUrl, clientId = before?.clientId, scope, audience } = options;
    const said = [tokenUrl, clientId, scope, audience, options.clientSecretEnv, options.clientSecretFile];
    if (said.every((one) => one === undefined)) {
        return null;
    }
    if (tokenUrl === undefined || clientId === undefined) {
        throw usageFailure('a client needs both --token-url and --client-id');
    }
    const named = {
        ...(scope === undefined ? {} : { scope }),
        ...(audience === undefined ? {} : { audience }),
    };
    return { ...before, type: 'oauth2', tokenUrl, clientId, ...named };
}
/** Whether it is the one its kept secret was given for. */
function isSameClient(auth, before) {
    const [now, then] = [auth, before].map((one) => [one?.tokenUrl, one?.clientId]);
    return now.every((value, at) => value === then[at]);
}
async function secretOf(shell, what, variable, file) {
    if (variable !== undefined && file !== undefined) {
        throw usageFailure(`give --${what}-env or --${fileOption(what)}, not both`);
    }
    if (variable !== undefined) {
        return secretFromEnv(shell, variable);
    }
    if (file === undefined) {
        return undefined;
    }
    return file === '-' ? requireSecret(await readStdin(shell), 'stdin') : secretFromFile(shell, file);
}
const askToken = (session, url) => askSecret(session, 'token', `bearer token for ${url}`);
const askClientSecret = (session, { clientId, tokenUrl }) => askSecret(session, 'client-secret', `secret of the client ${clientId} at ${tokenUrl}`);
async function askSecret({ json, shell }, option, what) {
    if (json || shell.stdin.isTTY !== true) {
        throw usageFailure(`the ${what} is needed: give --${option}-env or --${fileOption(option)} (- for stdin)`);
    }
    const prompt = new Prompt(shell);
    try {
        return requireSecret(await prompt.askHidden(what), `the ${what}`);
    }
    finally {
        prompt.close();
    }
}
/** `--token-file` is the file with the API token of the caller. */
function fileOption(what) {
    return what === 'token' ? 'token-secret-file' : 'client-secret-file';
}
//# sourceMappingURL=directory-body.js.map