import type { Command } from 'commander';
import type { DirectoryAnswer } from './api-answers.js';
import { type ApiClient, ApiRefused } from './api-client.js';
import type { AddCommands } from './command-line.js';
import { directoryBody, type DirectoryOptions } from './directory-body.js';
import { CommandFailed, EXIT } from './exit-code.js';
import { withPaging } from './list-options.js';
import type { ListOptions } from './list-options.js';
import type { Session } from './session.js';
import { asText, renderFields, renderTable } from './table.js';

export const directoryCommands: AddCommands = (program, line) => {
  const directory = program.command('directory').description('Identity systems that actions act on.');
  withPaging(
    directory.command('list').description('The directories there are; main is always there.'),
  ).action(line.handle(list));
  directory
    .command('show')
    .description('One directory and how it is reached; its token is never shown.')
    .argument('<name>')
    .action(line.handle(show));
  withSettings(directory.command('add'))
    .description('Make a directory: one that speaks SCIM with --scim, without it a built-in one.')
    .action(line.handle(add));
  withSettings(directory.command('set'))
    .description(
      'Change how a directory is reached; what is not said stays. Another address needs the token anew.',
    )
    .action(line.handle(set));
  directory
    .command('remove')
    .description('Forget how to reach a directory; users of a built-in one stay.')
    .argument('<name>')
    .action(line.handle(remove));
};

function withSettings(command: Command): Command {
  return command
    .argument('<name>')
    .option('--scim <url>', 'it speaks SCIM 2.0 at this address, e.g. https://idp.example.com/scim/v2')
    .option('--local', 'it is built in')
    .option('--token-env <variable>', 'variable with its bearer token')
    .option('--token-secret-file <file>', 'file with its bearer token, - for stdin')
    .option('--token-url <url>', 'in place of a token: where a client fetches tokens (OAuth 2.0)')
    .option('--client-id <id>', 'the client')
    .option('--client-secret-env <variable>', 'variable with its secret')
    .option('--client-secret-file <file>', 'file with its secret, - for stdin')
    .option('--scope <scopes>', 'what the tokens shall be for')
    .option('--audience <audience>', 'whom they are for, where the endpoint asks')
    .option('--user-key <key>', 'what `user` is there: id, externalId, userName or any');
}

async function list(session: Session, { limit, cursor }: ListOptions): Promise<void> {
  const page = await (await session.api()).list<DirectoryAnswer>('/directories', { cursor }, limit);
  session.showPage(page, () =>
    renderTable(
      ['directory', 'type', 'url', 'token', 'updated'],
      page.items.map((one) => [one.name, one.type, asText(one.url), tokenOf(one), asText(one.updatedAt)]),
      'no directories',
    ),
  );
}

async function show(session: Session, name: string): Promise<void> {
  const directory = await (await session.api()).get<DirectoryAnswer>(pathOf(name));
  session.show(directory, () => describe(directory));
}

/** Adding must not replace what somebody else relies on. */
async function add(session: Session, name: string, options: DirectoryOptions): Promise<void> {
  const api = await session.api();
  if ((await find(api, name)) !== null) {
    throw new CommandFailed(
      EXIT.failed,
      `there is a directory ${name} already: give another name, or change it with "signet directory set ${name}"`,
    );
  }
  await put(session, api, name, await directoryBody(session, options));
}

async function set(session: Session, name: string, options: DirectoryOptions): Promise<void> {
  const api = await session.api();
  const before = await api.get<DirectoryAnswer>(pathOf(name));
  await put(session, api, name, await directoryBody(session, options, before));
}

async function put(session: Session, api: ApiClient, name: string, body: object): Promise<void> {
  const directory = await api.put<DirectoryAnswer>(pathOf(name), body);
  session.show(directory, () => describe(directory));
}

async function remove(session: Session, name: string): Promise<void> {
  await (await session.api()).delete(pathOf(name));
  session.show({ removed: name }, () => `${name} removed`);
}

async function find(api: ApiClient, name: string): Promise<DirectoryAnswer | null> {
  try {
    return await api.get<DirectoryAnswer>(pathOf(name));
  } catch (error) {
    if (error instanceof ApiRefused && error.status === 404) {
      return null;
    }
    throw error;
  }
}

function describe(directory: DirectoryAnswer): string {
  return renderFields([
    ['directory', directory.name],
    ['type', directory.type],
    ['url', directory.url],
    ['token', directory.type === 'scim' && directory.auth === null ? tokenOf(directory) : undefined],
    ['client', directory.auth?.clientId],
    ['token url', directory.auth?.tokenUrl],
    ['scope', directory.auth?.scope],
    ['audience', directory.auth?.audience],
    ['user key', directory.config['userKey']],
    ['created', directory.createdAt],
    ['updated', directory.updatedAt],
  ]);
}

function tokenOf({ hasToken, auth }: DirectoryAnswer): string {
  return auth ? `of ${auth.clientId}` : hasToken ? 'kept' : '-';
}

function pathOf(name: string): string {
  return `/directories/${encodeURIComponent(name)}`;
}
