import type { AuditEntryAnswer } from './api-answers.js';
import { addAuditLogCommands } from './audit-log-commands.js';
import type { AddCommands } from './command-line.js';
import { CommandFailed, EXIT } from './exit-code.js';
import { withPaging, withPeriod } from './list-options.js';
import type { ListOptions, PeriodOptions } from './list-options.js';
import type { Session } from './session.js';
import { asText, renderTable } from './table.js';

interface AuditFilter extends ListOptions, PeriodOptions {
  readonly subject?: string;
  readonly execution?: string;
  readonly verb?: string;
  readonly deeds?: true;
}

export const auditCommands: AddCommands = (program, line) => {
  const audit = program.command('audit').description('The audit log, and what proves it.');
  withPeriod(withPaging(audit.command('list').description('Audit entries, newest first.')))
    .option('--subject <id>', 'about this subject')
    .option('--execution <id>', 'written by this execution')
    .option('--verb <verb>', 'of this kind, e.g. source.put')
    .option('--deeds', 'what people and programs did: not what workflows wrote, nor how executions ended')
    .action(line.handle(list));
  addAuditLogCommands(audit, line);
};

async function list(session: Session, options: AuditFilter): Promise<void> {
  const { limit, cursor, subject, execution, verb, since, until } = options;
  const deeds = options.deeds && 'true';
  const query = { subject, execution, verb, deeds, from: since, to: until, cursor };
  const page = await (await session.api()).list<AuditEntryAnswer>('/audit-entries', query, limit);
  session.showPage(page, () =>
    renderTable(
      ['at', 'verb', 'actor', 'subject', 'message', 'outcome'],
      page.items.map((one) => [
        asText(one.at),
        one.verb,
        asText(one.actor),
        asText(one.subject),
        one.erased ? 'erased' : asText(one.message),
        asText(one.outcome),
      ]),
      'no audit entries match',
    ),
  );
  const bad = page.items.filter(({ fault }) => fault !== null);
  if (bad.length > 0) {
    const what = bad.map(({ id, fault }) => `${id}: ${fault}`).join('\n');
    throw new CommandFailed(EXIT.failed, `entries that are not what Signet wrote:\n${what}`);
  }
}
