import { Option } from 'commander';
import type { TokenAnswer } from './api-answers.js';
import type { AddCommands } from './command-line.js';
import { deadline, gather } from './given.js';
import { withPaging } from './list-options.js';
import type { ListOptions } from './list-options.js';
import type { Session } from './session.js';
import { asText, renderFields, renderTable } from './table.js';
import { intoFile, showToken } from './token-file.js';

interface CreateOptions {
  readonly role: string;
  readonly namespace?: readonly string[];
  readonly expiresAt?: string;
  readonly out?: string;
}

type CreatedToken = TokenAnswer & { readonly token: string };

export const tokenCommands: AddCommands = (program, line) => {
  const token = program.command('token').description('Tokens of the management API.');
  token
    .command('create')
    .description('Make a token; it is shown once, or written to a file.')
    .argument('<name>')
    .addOption(
      new Option('--role <role>', 'what it may do')
        .choices(['admin', 'author', 'operator', 'auditor', 'ingest'])
        .makeOptionMandatory(),
    )
    .option('--namespace <namespace>', 'only there and below; may be repeated', gather)
    .option('--expires-at <time>', 'when it ends: a time, or how long from now (30d)', (text) =>
      deadline(text),
    )
    .option('--out <file>', 'write the token there (mode 0600) instead of showing it')
    .action(line.handle(create));
  withPaging(token.command('list').description('The tokens there are, without the tokens.')).action(
    line.handle(list),
  );
  token.command('revoke').description('End a token now.').argument('<id>').action(line.handle(revoke));
  token.command('whoami').description('Whose token this is, and what it may do.').action(line.handle(whoami));
};

async function create(session: Session, name: string, options: CreateOptions): Promise<void> {
  const { role, namespace: namespaces, expiresAt, out } = options;
  const api = await session.api();
  const created = await intoFile(session.shell, out, () =>
    api.post<CreatedToken>('/tokens', { name, role, namespaces, expiresAt }),
  );
  const made = `token ${created.id} (${role})`;
  showToken(session, created, out, { name: made, filed: `${made} is in ${out}` });
}

async function list(session: Session, { limit, cursor }: ListOptions): Promise<void> {
  const page = await (await session.api()).list<TokenAnswer>('/tokens', { cursor }, limit);
  session.showPage(page, () =>
    renderTable(
      ['id', 'name', 'role', 'namespaces', 'created', 'expires', 'revoked'],
      page.items.map((one) => [
        one.id,
        one.name,
        one.role,
        (one.namespaces ?? []).join(', ') || 'all',
        asText(one.createdAt),
        asText(one.expiresAt),
        asText(one.revokedAt),
      ]),
      'no tokens',
    ),
  );
}

async function revoke(session: Session, id: string): Promise<void> {
  await (await session.api()).delete(`/tokens/${encodeURIComponent(id)}`);
  session.show({ revoked: id }, () => `token ${id} revoked`);
}

async function whoami(session: Session): Promise<void> {
  const me = await (
    await session.api()
  ).get<{ name: string; tenant: string; role: string; namespaces: string[] | null }>('/whoami');
  session.show(me, () =>
    renderFields([
      ['name', me.name],
      ['tenant', me.tenant],
      ['role', me.role],
      ['namespaces', (me.namespaces ?? []).join(', ') || 'all'],
    ]),
  );
}
