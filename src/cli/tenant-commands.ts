import type { TenantAnswer, TenantTokenAnswer } from './api-answers.js';
import type { AddCommands } from './command-line.js';
import { withPaging } from './list-options.js';
import type { ListOptions } from './list-options.js';
import type { Session } from './session.js';
import { asText, renderTable } from './table.js';
import { intoFile, showToken } from './token-file.js';

export const tenantCommands: AddCommands = (program, line) => {
  const tenant = program
    .command('tenant')
    .description('Whose workflows and executions they are; for an admin of main.');
  withPaging(tenant.command('list').description('The tenants there are.')).action(line.handle(list));
  tenant
    .command('put')
    .description('Make a tenant, or describe one; the first admin token of a new one is shown once.')
    .argument('<name>')
    .option('--description <text>')
    .option(
      '--retention-days <n>',
      'keep what its executions left for so many days (default: as the instance)',
    )
    .option('--out <file>', 'write the token there (mode 0600) instead of showing it')
    .action(line.handle(put));
  tenant
    .command('token')
    .description('Make another admin token of a tenant; it is shown once.')
    .argument('<name>')
    .option('--out <file>', 'write the token there (mode 0600) instead of showing it')
    .action(line.handle(token));
};

async function list(session: Session, { limit, cursor }: ListOptions): Promise<void> {
  const page = await (await session.api()).list<TenantAnswer>('/tenants', { cursor }, limit);
  session.showPage(page, () =>
    renderTable(
      ['tenant', 'created', 'kept for', 'description'],
      page.items.map((one) => [one.name, asText(one.createdAt), keptFor(one), asText(one.description)]),
      'no tenants',
    ),
  );
}

const keptFor = ({ retentionDays }: TenantAnswer): string =>
  retentionDays === null ? '' : `${retentionDays} days`;

interface TenantOptions {
  readonly description?: string;
  readonly retentionDays?: string;
  readonly out?: string;
}

async function put(
  session: Session,
  name: string,
  { description, retentionDays, out }: TenantOptions,
): Promise<void> {
  const api = await session.api();
  const answer = await intoFile(session.shell, out, () =>
    api.putOnce<TenantAnswer>(pathOf(name), {
      description,
      retentionDays: retentionDays === undefined ? undefined : Number(retentionDays),
    }),
  );
  if (answer.token === undefined) {
    session.show(answer, () => `${name} was there already`);
    session.note(`another admin token of it: signet tenant token ${name}`);
    return;
  }
  showToken(session, answer, out, {
    name: `admin token of ${answer.name}`,
    filed: `${name} is made, its admin token is in ${out}`,
  });
}

async function token(session: Session, name: string, { out }: Pick<TenantOptions, 'out'>): Promise<void> {
  const api = await session.api();
  const answer = await intoFile(session.shell, out, () =>
    api.post<TenantTokenAnswer>(`${pathOf(name)}/token`),
  );
  showToken(session, answer, out, {
    name: `admin token of ${answer.name}`,
    filed: `an admin token of ${name} is in ${out}`,
  });
}

const pathOf = (name: string): string => `/tenants/${encodeURIComponent(name)}`;
