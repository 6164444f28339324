/** What a command is given besides its arguments: bodies, secrets and times. Secrets never come as arguments, which anyone on the machine can read. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { usageFailure } from './exit-code.js';
import type { Shell } from './shell.js';

/** Text of `@file`, of stdin for `-`, else the argument itself. */
export async function readText(shell: Shell, argument: string): Promise<string> {
  if (argument === '-') {
    return readStdin(shell);
  }
  return argument.startsWith('@') ? readGivenFile(shell, argument.slice(1)) : argument;
}

/** As readText, and it must be JSON. `option` names it in the message. */
export async function readJson(shell: Shell, argument: string, option: string): Promise<unknown> {
  const text = await readText(shell, argument);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const where = argument.startsWith('@') ? ` in ${argument.slice(1)}` : '';
    throw usageFailure(
      `${option}: not JSON${where}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Text of a file, relative to where the command was started. */
export async function readGivenFile(shell: Shell, path: string): Promise<string> {
  try {
    return await readFile(resolve(shell.cwd, path), 'utf8');
  } catch (error) {
    throw usageFailure(`${path}: cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
}

export async function readStdin(shell: Shell): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of shell.stdin) {
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A secret out of a variable of the environment; throws a usage failure when it is not set. */
export function secretFromEnv(shell: Shell, name: string): string {
  const value = shell.env[name] ?? '';
  if (value === '') {
    throw usageFailure(`the variable ${name} is not set: export it, or give the secret in a file`);
  }
  return value;
}

/** A secret out of a file, without the line end editors put there. */
export async function secretFromFile(shell: Shell, path: string): Promise<string> {
  return requireSecret(await readGivenFile(shell, path), path);
}

/** Where a secret is said to be. */
export interface SecretPlace {
  readonly fromEnv?: string;
  readonly fromFile?: string;
}

/** A secret out of the variable or file that was named; undefined when none was. Throws a usage failure when both were. */
export async function namedSecret(
  shell: Shell,
  { fromEnv, fromFile }: SecretPlace,
): Promise<string | undefined> {
  if (fromEnv !== undefined && fromFile !== undefined) {
    throw usageFailure('give --from-env or --from-file, not both');
  }
  if (fromEnv !== undefined) {
    return secretFromEnv(shell, fromEnv);
  }
  return fromFile === undefined ? undefined : secretFromFile(shell, fromFile);
}

/** A secret out of the variable or file that was named, else out of stdin. Throws a usage failure where it would be seen. */
export async function givenSecret(shell: Shell, place: SecretPlace): Promise<string> {
  const named = await namedSecret(shell, place);
  if (named !== undefined) {
    return named;
  }
  if (shell.stdin.isTTY === true) {
    throw usageFailure('pipe the value in, or give --from-env or --from-file: typed here, it would be seen');
  }
  return requireSecret(await readStdin(shell), 'stdin');
}

/** The secret without one line end; throws a usage failure when nothing is left. `place` is where it came from. */
export function requireSecret(text: string, place: string): string {
  const secret = text.replace(/\r?\n$/, '');
  if (secret === '') {
    throw usageFailure(`${place}: is empty`);
  }
  return secret;
}

/** Gathers an option that may be given several times. */
export function gather(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

/** A whole number from 1, for an option. */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) {
    throw usageFailure(`"${text}" must be a whole number from 1`);
  }
  return Number(text);
}

/** A TCP port, 0 for any free one, as text: it goes on as a variable. */
export function portNumber(text: string): string {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw usageFailure(`--port ${text}: must be a whole number from 0 to 65535`);
  }
  return text;
}

/** `2026-11-21T06:00:00Z`, a date, or a time ago (`90m`, `24h`, `7d`), as an ISO time. */
export function instant(text: string, now = new Date()): string {
  const ago = /^(\d{1,6})([smhd])$/.exec(text);
  // Longer ago than 1970, where the API's times begin, is since ever.
  const time = ago
    ? new Date(Math.max(0, now.getTime() - Number(ago[1]) * UNIT_MS[ago[2]!]!))
    : new Date(text);
  if (Number.isNaN(time.getTime())) {
    throw usageFailure(`"${text}" is no time: give one like 2026-11-21T06:00:00Z, or 24h for a day ago`);
  }
  return time.toISOString();
}

/** As instant, but a length of time (`12h`, `30d`) is from now. */
export function deadline(text: string, now = new Date()): string {
  const ahead = /^(\d{1,6})([smhd])$/.exec(text);
  return ahead
    ? new Date(now.getTime() + Number(ahead[1]) * UNIT_MS[ahead[2]!]!).toISOString()
    : instant(text, now);
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Where the API has the workflow `namespace/id`. */
export function workflowPath(text: string): string {
  const { namespace, id } = workflowName(text);
  return `/workflows/${encodeURIComponent(namespace)}/${encodeURIComponent(id)}`;
}

/** `namespace/id`, as its two parts. */
export function workflowName(text: string): { namespace: string; id: string } {
  const match = /^([^/\s]+)\/([^/\s]+)$/.exec(text);
  if (match === null) {
    throw usageFailure(`"${text}" must be NAMESPACE/ID, like acme.identity/welcome-new-user`);
  }
  return { namespace: match[1]!, id: match[2]! };
}
