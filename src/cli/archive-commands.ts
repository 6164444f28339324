/** `signet workflow export|import`: the workflows of a namespace as one file. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { renderFault } from '../workflow/fault.js';
import type { ArchiveAnswer, ImportAnswer } from './revision-answers.js';
import { ApiRefused } from './api-client.js';
import type { CommandLine } from './command-line.js';
import { type EnvironmentOption, withEnvironment } from './environment-option.js';
import { CommandFailed, EXIT, type ExitCode, usageFailure } from './exit-code.js';
import { readGivenFile, readStdin } from './given.js';
import type { Session } from './session.js';
import { asText, renderTable } from './table.js';

interface ExportOptions extends EnvironmentOption {
  readonly output?: string;
}

interface ImportOptions extends EnvironmentOption {
  readonly namespace?: string;
  readonly dryRun?: boolean;
}

export function addArchiveCommands(workflow: Command, line: CommandLine): void {
  withEnvironment(
    workflow
      .command('export')
      .description('Write the workflows of a namespace, as they run, into one file.')
      .argument('<namespace>', 'this one, without those below it')
      .option('-o, --output <file>', 'where to (default: stdout)'),
  ).action(line.handle(exportNamespace));
  withEnvironment(
    workflow
      .command('import')
      .description('Make all workflows of such a file the revisions that run, or none.')
      .argument('<file>', '- for stdin')
      .option('--namespace <name>', 'into this one, whatever the file says')
      .option('--dry-run', 'say what it would do: ends with 1 when that is something'),
  ).action(line.handle(importArchive));
}

async function exportNamespace(
  session: Session,
  namespace: string,
  { output, environment }: ExportOptions,
): Promise<void> {
  const path = `/archives/${encodeURIComponent(namespace)}`;
  const found = await (await session.api()).get<ArchiveAnswer>(path, { environment });
  if (output === undefined) {
    session.show(found, () => found.archive.replace(/\n$/, ''));
  } else {
    await writeArchive(session, output, found.archive);
    session.show({ ...found, archive: undefined, file: output }, () => `${output} written`);
  }
  session.note(`${found.count} ${found.count === 1 ? 'workflow' : 'workflows'} of ${namespace}`);
  for (const [kind, names] of Object.entries(found.references)) {
    session.note(`  ${kind} they name: ${asText(names.join(', '))}`);
  }
}

async function writeArchive({ shell }: Session, file: string, archive: string): Promise<void> {
  try {
    await writeFile(resolve(shell.cwd, file), archive);
  } catch (error) {
    throw usageFailure(`${file}: cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`);
  }
}

async function importArchive(
  session: Session,
  file: string,
  { namespace, environment, dryRun }: ImportOptions,
): Promise<ExitCode> {
  const text = file === '-' ? await readStdin(session.shell) : await readGivenFile(session.shell, file);
  const query = { namespace, environment, dryRun: dryRun === true ? 'true' : undefined };
  const failed = dryRun === true ? EXIT.trouble : EXIT.failed;
  const api = await session.api();
  const answer = await api
    .sendDocument<ImportAnswer>('POST', '/archives', text, query)
    .catch((error: unknown) => {
      throw error instanceof ApiRefused && error.problem.faults !== undefined
        ? withFaults(error, text, file, failed)
        : error;
    });
  session.show(answer, () => describe(session, answer, text, file));
  const isChange = answer.items.some(({ outcome }) => outcome !== 'unchanged');
  return dryRun === true && isChange ? EXIT.differs : EXIT.ok;
}

function withFaults({ problem }: ApiRefused, text: string, file: string, exitCode: ExitCode): CommandFailed {
  const faults = problem.faults ?? [];
  const lines = faults.map((fault) => renderFault(text, fault, file));
  return new CommandFailed(exitCode, `${file} has faults, nothing is imported:\n${lines.join('\n')}`, {
    faults,
  });
}

function describe(
  { style }: Session,
  { items, warnings, dryRun }: ImportAnswer,
  text: string,
  file: string,
): string {
  return [
    renderTable(
      ['workflow', dryRun ? 'would be' : 'outcome', 'revision'],
      items.map(({ workflow, outcome, revision }) => [workflow, outcome, asText(revision)]),
      'nothing',
    ),
    ...warnings.map((warning) => `${style('yellow', 'warning:')} ${renderFault(text, warning, file)}`),
  ].join('\n');
}
