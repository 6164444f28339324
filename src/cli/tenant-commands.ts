import { resolve } from 'node:path';
import type { TenantAnswer } from './api-answers.js';
import type { AddCommands } from './command-line.js';
import { writeWhole } from './data-folder.js';
import { withPaging } from './list-options.js';
import type { ListOptions } from './list-options.js';
import type { Session } from './session.js';
import { asText, renderTable } from './table.js';

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
  const answer = await api.put<TenantAnswer>(`/tenants/${encodeURIComponent(name)}`, {
    description,
    retentionDays: retentionDays === undefined ? undefined : Number(retentionDays),
  });
  const { token, ...tenant } = answer;
  if (token === undefined) {
    session.show(tenant, () => `${name} was there already`);
  } else if (out === undefined) {
    session.show(answer, () => token);
    session.note(`admin token of ${name}: keep it, it is not shown again`);
  } else {
    await writeWhole(resolve(session.shell.cwd, out), `${token}\n`);
    session.show({ ...tenant, file: out }, () => `${name} is made, its admin token is in ${out}`);
  }
}
