import { Option } from 'commander';
import type { Command } from 'commander';
import type { DeadLetterAnswer } from './api-answers.js';
import type { AddCommands } from './command-line.js';
import { discard } from './discard-dead-letters.js';
import { subjectText } from './execution-text.js';
import { environmentColumn, withEnvironment } from './environment-option.js';
import { withPaging, withPeriod } from './list-options.js';
import type { ListOptions } from './list-options.js';
import { letterPath, type LetterFilter } from './many-letters.js';
import { replay } from './replay-dead-letters.js';
import { wholeNumber } from './given.js';
import type { Session } from './session.js';
import { toneOf } from './style.js';
import { asText, renderFields, renderTable } from './table.js';

export const deadLetterCommands: AddCommands = (program, line) => {
  const letters = program.command('dead-letters').description('Executions that were given up on.');
  withFilter(withPaging(letters.command('list').description('Dead letters, newest first.')))
    .option('--status <status>', 'open, replayed or discarded', 'open')
    .action(line.handle(list));
  letters.command('show').description('One dead letter.').argument('<execution>').action(line.handle(show));
  forMany(letters.command('replay').description('Run again: one letter, or all that match.'))
    .addOption(
      new Option('--from <place>', 'where to begin').choices(['start', 'failed-task']).default('failed-task'),
    )
    .addOption(
      new Option('--revision <revision>', 'which document to run')
        .choices(['same', 'newest'])
        .default('same'),
    )
    .option('--callback', 'call back again whoever was called when it died')
    .action(line.handle(replay));
  forMany(
    letters
      .command('discard')
      .description('Close without running again, and say why: one letter, or all that match.'),
  )
    .option('--note <text>', 'why, for the audit log; only --dry-run goes without')
    .action(line.handle(discard));
};

/** One execution, or a filter: how many are meant is said before anything is done. */
function forMany(command: Command): Command {
  return withPeriod(withFilter(command))
    .argument('[execution]')
    .option('--limit <n>', 'at most this many, the oldest first; 10000 if not said', wholeNumber)
    .option('--dry-run', 'say how many match, and do nothing')
    .option('--yes', 'do not ask about all that match');
}

function withFilter(command: Command): Command {
  return withEnvironment(command, 'in this environment')
    .option('--workflow <namespace/id>', 'of this workflow')
    .option('--reason <reason>', 'buried for this reason')
    .option('--fingerprint <fingerprint>', 'with this error')
    .option('--subject <id>', 'about this subject');
}

type ListFilter = ListOptions & LetterFilter & { readonly status: string };

async function list(session: Session, options: ListFilter): Promise<void> {
  const { limit, cursor, status, workflow, reason, fingerprint, subject, environment } = options;
  const filter = { workflow, reason, fingerprint, subject, environment };
  const isFiltered = Object.values(filter).some((value) => value !== undefined);
  const query = { status, ...filter, cursor };
  const page = await (await session.api()).list<DeadLetterAnswer>('/dead-letters', query, limit);
  const place = environmentColumn(page.items);
  session.showPage(page, () =>
    renderTable(
      ['execution', 'workflow', 'subject', 'task', 'reason', 'error', 'status', 'buried', ...place.heading],
      page.items.map((one) => [
        one.execution,
        one.workflow,
        subjectText(one),
        asText(one.task),
        one.reason,
        asText(one.error?.code),
        session.style(toneOf(one.status), one.status),
        asText(one.buriedAt),
        ...place.cell(one),
      ]),
      isFiltered ? `no ${status} dead letters match` : `no ${status} dead letters`,
    ),
  );
}

async function show(session: Session, execution: string): Promise<void> {
  const letter = await (await session.api()).get<DeadLetterAnswer>(letterPath(execution));
  session.show(letter, () => describe(letter));
}

function describe(letter: DeadLetterAnswer): string {
  return renderFields([
    ['execution', letter.execution],
    ['workflow', `${letter.workflow} revision ${letter.revision}`],
    ['event', letter.eventType],
    ['subject', letter.subject],
    ['environment', letter.environment],
    ['status', letter.status],
    ['task', letter.task],
    ['reason', letter.reason],
    ['error', letter.error === null ? null : `${letter.error.code}: ${letter.error.message}`],
    ['fingerprint', letter.fingerprint],
    ['attempts', letter.attempts],
    ['buried', letter.buriedAt],
    ['erased', letter.erasedAt],
    ['note', letter.note],
    ['replayed as', letter.replayExecution],
  ]);
}
