import type { AuditEntryAnswer } from './api-answers.js';
import type { AddCommands } from './command-line.js';
import { withPaging, withPeriod } from './list-options.js';
import type { ListOptions, PeriodOptions } from './list-options.js';
import type { Session } from './session.js';
import { asText, renderTable } from './table.js';

interface AuditFilter extends ListOptions, PeriodOptions {
  readonly subject?: string;
  readonly execution?: string;
  readonly verb?: string;
}

export const auditCommands: AddCommands = (program, line) => {
  const audit = program.command('audit').description('The audit log.');
  withPeriod(withPaging(audit.command('list').description('Audit entries, newest first.')))
    .option('--subject <id>', 'about this subject')
    .option('--execution <id>', 'written by this execution')
    .option('--verb <verb>', 'of this kind, e.g. source.put')
    .action(line.handle(list));
};

async function list(session: Session, options: AuditFilter): Promise<void> {
  const { limit, cursor, subject, execution, verb, since, until } = options;
  const query = { subject, execution, verb, from: since, to: until, cursor };
  const page = await (await session.api()).list<AuditEntryAnswer>('/audit-entries', query, limit);
  session.showPage(page, () =>
    renderTable(
      ['at', 'verb', 'actor', 'subject', 'message', 'outcome'],
      page.items.map((one) => [
        asText(one.at),
        one.verb,
        asText(one.actor),
        asText(one.subject),
        asText(one.message),
        asText(one.outcome),
      ]),
      'no audit entries match',
    ),
  );
}
