/** `signet erase`: all that Signet holds of one person. */
import type { ErasureAnswer } from './api-answers.js';
import type { AddCommands } from './command-line.js';
import { usageFailure } from './exit-code.js';
import type { Session } from './session.js';
import { renderFields } from './table.js';

interface EraseOptions {
  readonly dryRun?: true;
  readonly yes?: true;
}

export const eraseCommand: AddCommands = (program, line) => {
  program
    .command('erase')
    .description('Erase all that Signet holds of one person, for good; ids, times and statuses stay.')
    .argument('<subject>', 'the user, as events name it')
    .option('--dry-run', 'say how much it is, and erase nothing')
    .option('--yes', 'do not ask before erasing')
    .action(line.handle(erase));
};

async function erase(session: Session, subject: string, { dryRun, yes }: EraseOptions): Promise<void> {
  const api = await session.api();
  const send = (isDry: boolean) => api.post<ErasureAnswer>('/erasures', { subject, dryRun: isDry });
  if (dryRun === true) {
    const answer = await send(true);
    session.show(answer, () => `would be erased of ${subject}:\n${erasedText(answer)}`);
    return;
  }
  if (yes !== true) {
    const { events, executions, auditEntries } = (await send(true)).erased;
    const what = `${events} events, ${executions} executions and the private parts of ${auditEntries} audit entries`;
    throw usageFailure(
      `${what} would be erased, and nothing brings them back: add --yes to do it, or --dry-run to see all of it`,
    );
  }
  const answer = await send(false);
  session.show(answer, () => `erased of ${subject}:\n${erasedText(answer)}`);
}

function erasedText({ erased, entries, directoryUser }: ErasureAnswer): string {
  return renderFields([
    ['events', erased.events],
    ['executions', erased.executions],
    ['task runs', erased.taskRuns],
    ['dead letters', erased.deadLetters],
    ['approvals', erased.approvals],
    ['callbacks', erased.callbacks],
    ['repeated deliveries', erased.repeats],
    ['samples', erased.samples],
    ['notes', erased.notes],
    ['audit entries', erased.auditEntries],
    ['named in', entries.length === 0 ? null : `audit entry ${entries.join(', ')}`],
    ['still there', directoryUser ? 'the user in the built-in directory, which user.delete deletes' : null],
  ]);
}
