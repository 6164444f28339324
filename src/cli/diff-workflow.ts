/** `signet workflow diff`: what a document, or a revision, changes, by meaning. */
import { type Change, changeLine } from '../workflow/diff/change.js';
import { renderFault } from '../workflow/fault.js';
import type { WorkflowAnswer } from './api-answers.js';
import type { DifferenceAnswer } from './revision-answers.js';
import type { ApiClient } from './api-client.js';
import { type EnvironmentOption, inEnvironment } from './environment-option.js';
import { CommandFailed, EXIT, type ExitCode, usageFailure } from './exit-code.js';
import { readGivenFile, workflowPath } from './given.js';
import type { Session } from './session.js';

export interface DiffOptions extends EnvironmentOption {
  readonly from?: number;
  readonly to?: number;
}

/**
 * A file against what is deployed, or two revisions of a saved workflow. Ends as `diff` does: with 1 when they differ, with 2
 * when that cannot be told.
 */
export async function diffWorkflow(session: Session, what: string, options: DiffOptions): Promise<ExitCode> {
  const api = await session.api();
  const isOfRevisions = options.from !== undefined || options.to !== undefined;
  const compare = isOfRevisions ? diffRevisions : diffFile;
  return compare(session, api, what, options).catch((error: unknown) => {
    if (error instanceof CommandFailed && error.exitCode === EXIT.failed) {
      throw new CommandFailed(EXIT.trouble, error.message, error.details, { cause: error });
    }
    throw error;
  });
}

async function diffFile(
  session: Session,
  api: ApiClient,
  file: string,
  options: DiffOptions,
): Promise<ExitCode> {
  const { environment } = options;
  const text = await readGivenFile(session.shell, file);
  const found = await api.sendDocument<DifferenceAnswer>('POST', '/workflows/diff', text, { environment });
  const { outcome, faults, changes } = found;
  if (outcome === 'refused') {
    const lines = faults.map((fault) => renderFault(text, fault, file));
    throw new CommandFailed(EXIT.trouble, `${file} has faults:\n${lines.join('\n')}`, { faults });
  }
  session.show(found, () =>
    shown(`${found.workflow}${standing(found, options)}`, changes, outcome === 'same'),
  );
  return outcome === 'same' ? EXIT.ok : EXIT.differs;
}

/** What it was compared with, where that is not what runs there. */
function standing({ revision, deployed }: DifferenceAnswer, options: EnvironmentOption): string {
  if (revision === null) {
    return ' (new)';
  }
  return deployed ? '' : ` (not deployed${inEnvironment(options)}; against revision ${revision}, the newest)`;
}

async function diffRevisions(
  session: Session,
  api: ApiClient,
  name: string,
  { from, to, environment }: DiffOptions,
): Promise<ExitCode> {
  if (from === undefined) {
    throw usageFailure('--to needs --from: the revision to compare with');
  }
  const path = workflowPath(name);
  const number = to ?? (await api.get<WorkflowAnswer>(path, { environment })).revision;
  if (number === null) {
    throw usageFailure(`${name} is not deployed there: give --to`);
  }
  const found = await api.get<{ changes: readonly Change[] }>(`${path}/revisions/${number}/diff`, {
    against: from,
  });
  const isSame = found.changes.length === 0;
  session.show({ workflow: name, ...found }, () => shown(name, found.changes, isSame));
  return isSame ? EXIT.ok : EXIT.differs;
}

function shown(name: string, changes: readonly Change[], isSame: boolean): string {
  return isSame ? `${name}: no changes` : [name, ...changes.map(changeLine)].join('\n');
}
