/** What `signet directory add` and `set` send, out of their options. */
import type { DirectoryAnswer } from './api-answers.js';
import { usageFailure } from './exit-code.js';
import { readStdin, requireSecret, secretFromEnv, secretFromFile } from './given.js';
import { Prompt } from './prompt.js';
import type { Session } from './session.js';
import type { Shell } from './shell.js';

export interface DirectoryOptions {
  /** Base address; it speaks SCIM then. */
  readonly scim?: string;
  readonly local?: boolean;
  readonly tokenEnv?: string;
  readonly tokenSecretFile?: string;
  readonly userKey?: string;
}

/**
 * Of a new directory, or of `before` as it shall be: what is not said stays. Throws a usage failure without a token that
 * cannot be asked for.
 */
export async function directoryBody(
  session: Session,
  options: DirectoryOptions,
  before: DirectoryAnswer | null = null,
): Promise<object> {
  const { scim, local, userKey } = options;
  if (scim !== undefined && local === true) {
    throw usageFailure('give --scim or --local, not both');
  }
  const given = await tokenOf(session.shell, options);
  const own = userKey === undefined ? {} : { userKey };
  if (local === true || (scim === undefined && before?.type !== 'scim')) {
    return { type: 'local', token: given, config: own };
  }
  const url = scim ?? before!.url!;
  const isKept = before?.hasToken === true && before.url === url;
  const token = given ?? (isKept ? undefined : await askToken(session, url));
  return { type: 'scim', url, token, config: { ...before?.config, ...own } };
}

async function tokenOf(shell: Shell, options: DirectoryOptions): Promise<string | undefined> {
  const { tokenEnv, tokenSecretFile: file } = options;
  if (tokenEnv !== undefined && file !== undefined) {
    throw usageFailure('give --token-env or --token-secret-file, not both');
  }
  if (tokenEnv !== undefined) {
    return secretFromEnv(shell, tokenEnv);
  }
  if (file === undefined) {
    return undefined;
  }
  return file === '-' ? requireSecret(await readStdin(shell), 'stdin') : secretFromFile(shell, file);
}

async function askToken({ json, shell }: Session, url: string): Promise<string> {
  if (json || shell.stdin.isTTY !== true) {
    throw usageFailure(`${url} needs a bearer token: give --token-env or --token-secret-file (- for stdin)`);
  }
  const prompt = new Prompt(shell);
  try {
    return requireSecret(await prompt.askHidden(`bearer token for ${url}`), 'the token');
  } finally {
    prompt.close();
  }
}
