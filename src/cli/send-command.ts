/** `signet send`: be an auth platform for a moment, and send a signed event. */
import { randomUUID } from 'node:crypto';
import type { SourceAnswer } from './sender-answers.js';
import { unreachable } from './api-client.js';
import type { AddCommands } from './command-line.js';
import { type EnvironmentOption, withEnvironment } from './environment-option.js';
import { EXIT, usageFailure } from './exit-code.js';
import type { ExitCode } from './exit-code.js';
import { readText, secretFromEnv, secretFromFile } from './given.js';
import type { Session } from './session.js';
import { signedHeaders } from './standard-webhook.js';

const PATIENCE_MS = 30_000;

interface SendOptions extends EnvironmentOption {
  readonly body: string;
  readonly secretEnv?: string;
  readonly secretFile?: string;
  readonly id?: string;
}

export const sendCommand: AddCommands = (program, line) => {
  withEnvironment(
    program
      .command('send')
      .description(
        'Sign a JSON body as Standard Webhooks and post it to a hook; exit code 0 when it is accepted.',
      )
      .argument('<hook>', 'URL of a hook, or name of a source'),
  )
    .requiredOption('--body <json>', 'the event: JSON, @FILE, or - for stdin')
    .option('--secret-env <variable>', 'variable with the signing secret')
    .option('--secret-file <file>', 'file with the signing secret')
    .option('--id <id>', 'webhook-id; the same one again is a duplicate (default: a new one)')
    .action(line.handle(send));
};

async function send(session: Session, hook: string, options: SendOptions): Promise<ExitCode> {
  const body = await readText(session.shell, options.body);
  requireJson(body);
  const id = options.id ?? `msg_${randomUUID()}`;
  const headers = signedHeaders(await readSecret(session, options), id, new Date(), body);
  const url = placed(await hookUrl(session, hook), options);
  const { status, answer } = await post(url, headers, body);

  const isAccepted = status >= 200 && status < 300;
  session.show({ id, url, status, accepted: isAccepted, answer }, () =>
    [`${status} ${isAccepted ? 'accepted' : 'refused'}  ${id}`, shown(answer)].filter(Boolean).join('\n'),
  );
  return isAccepted ? EXIT.ok : EXIT.failed;
}

async function readSecret({ shell }: Session, { secretEnv, secretFile }: SendOptions): Promise<string> {
  if ((secretEnv === undefined) === (secretFile === undefined)) {
    throw usageFailure('give the signing secret with --secret-env VARIABLE or --secret-file FILE');
  }
  return secretEnv === undefined ? secretFromFile(shell, secretFile!) : secretFromEnv(shell, secretEnv);
}

function requireJson(body: string): void {
  try {
    JSON.parse(body);
  } catch (error) {
    throw usageFailure(`--body: not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function hookUrl(session: Session, hook: string): Promise<string> {
  if (/^https?:\/\//.test(hook)) {
    return hook;
  }
  const source = await (await session.api()).get<SourceAnswer>(`/sources/${encodeURIComponent(hook)}`);
  return source.hook.url;
}

function placed(url: string, { environment }: EnvironmentOption): string {
  if (environment === undefined) {
    return url;
  }
  const there = new URL(url);
  there.searchParams.set('environment', environment);
  return there.href;
}

/** Posts as it is signed, to that address alone. The answer is JSON where it can be, else text. */
async function post(
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ status: number; answer: unknown }> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    return { status: response.status, answer: asJson(await response.text()) };
  } catch (error) {
    throw unreachable(new URL(url).origin, error);
  }
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function shown(answer: unknown): string {
  return typeof answer === 'string' ? answer : JSON.stringify(answer, null, 2);
}
