/** `signet workflow apply`: documents become the revisions that run, and with `--prune` what is in none of them runs no more. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DEFAULT_ENVIRONMENT } from '../config/places.js';
import type { AppliedAnswer, WorkflowAnswer } from './api-answers.js';
import type { DifferenceAnswer } from './revision-answers.js';
import { type ApiClient, ApiRefused } from './api-client.js';
import { type Besides, besidesOf, withWarnings } from './apply-batch.js';
import { type FileStep, fileSteps, isChange, type PruneStep, pruneSteps } from './apply-plan.js';
import { type Applied, describeApplied, describePlan, describePrune } from './apply-text.js';
import type { EnvironmentOption } from './environment-option.js';
import { EXIT, type ExitCode, usageFailure } from './exit-code.js';
import { workflowPath } from './given.js';
import { ProgressBar } from './progress-bar.js';
import type { Session } from './session.js';
import { readWorkflowFiles, type WorkflowFile } from './workflow-files.js';

export interface ApplyOptions extends EnvironmentOption {
  readonly prune?: boolean;
  readonly dryRun?: boolean;
}

/**
 * Checks all files before anything is changed; when one is refused, nothing is. With `--dry-run` it ends as `diff` does: with
 * 1 when there is something to do, with 2 when a file is refused.
 */
export async function applyWorkflows(
  session: Session,
  paths: readonly string[],
  options: ApplyOptions,
): Promise<ExitCode> {
  if (options.prune === true) {
    await requireFolders(session, paths);
  }
  const files = await readWorkflowFiles(session.shell, paths);
  const api = await session.api();
  const besides = besidesOf(files);
  const steps = await check(session, api, { files, besides }, options);
  const isRefused = steps.some(({ action }) => action === 'refused');
  const prunes = options.prune === true && !isRefused ? await strangers(api, steps, options) : [];
  if (isRefused || options.dryRun === true) {
    showPlan(session, files, steps, prunes);
    const isNothing = ![...steps, ...prunes].some(isChange);
    return isRefused
      ? options.dryRun === true
        ? EXIT.trouble
        : EXIT.failed
      : isNothing
        ? EXIT.ok
        : EXIT.differs;
  }
  return carryOut(session, api, { files, besides, steps, prunes }, options);
}

/** A file that is given alone says nothing about the others of its namespace. */
async function requireFolders({ shell }: Session, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const isFolder = await stat(resolve(shell.cwd, path)).then(
      (found) => found.isDirectory(),
      () => false,
    );
    if (!isFolder) {
      throw usageFailure(`${path}: --prune takes folders, which hold all workflows of their namespaces`);
    }
  }
}

async function check(
  session: Session,
  api: ApiClient,
  { files, besides }: Pick<Work, 'files' | 'besides'>,
  { environment }: ApplyOptions,
): Promise<FileStep[]> {
  const found: DifferenceAnswer[] = [];
  await eachWithProgress(session, files, 'checked', async ({ text }, at) => {
    const { beside } = besides[at]!;
    const answer = await api.sendDocument<DifferenceAnswer>('POST', '/workflows/diff', text, {
      environment,
      beside,
    });
    found.push(withWarnings(answer, besides[at]!));
  });
  return fileSteps(
    files.map(({ name }) => name),
    found,
  );
}

async function strangers(
  api: ApiClient,
  steps: readonly FileStep[],
  { environment }: ApplyOptions,
): Promise<PruneStep[]> {
  const { items } = await api.list<WorkflowAnswer>('/workflows', { environment }, Infinity);
  return pruneSteps(steps, items);
}

function showPlan(
  session: Session,
  files: readonly WorkflowFile[],
  steps: readonly FileStep[],
  prunes: readonly PruneStep[],
): void {
  session.show({ applied: false, files: steps, pruned: prunes }, () =>
    [
      ...steps.map((step, at) => describePlan(session, step, files[at]!.text)),
      ...prunes.map((step) => describePrune(session, step)),
    ].join('\n'),
  );
}

interface Work {
  readonly files: readonly WorkflowFile[];
  /** One for each file. */
  readonly besides: readonly Besides[];
  readonly steps: readonly FileStep[];
  readonly prunes: readonly PruneStep[];
}

/** What was refused meanwhile stops what follows; nothing is pruned then. */
async function carryOut(
  session: Session,
  api: ApiClient,
  { files, besides, steps, prunes }: Work,
  options: ApplyOptions,
): Promise<ExitCode> {
  const applied: Applied[] = [];
  await eachWithProgress(session, files, 'applied', async (file, at) => {
    if (applied.every(({ outcome }) => outcome !== 'refused')) {
      const step = { ...steps[at]!, besides: besides[at]! };
      applied.push(await applyFile(api, file, step, options));
    }
  });
  const isRefused = applied.some(({ outcome }) => outcome === 'refused');
  const pruned = isRefused ? [] : prunes;
  await eachWithProgress(session, pruned, 'pruned', (step) => prune(api, step, options));
  session.show({ applied: true, files: applied, pruned }, () =>
    [
      ...applied.map((one, at) => describeApplied(session, one, files[at]!.text)),
      ...pruned.map((step) => describePrune(session, step)),
    ].join('\n'),
  );
  return isRefused ? EXIT.failed : EXIT.ok;
}

async function applyFile(
  api: ApiClient,
  { name: file, text }: WorkflowFile,
  { action, besides }: FileStep & { readonly besides: Besides },
  { environment }: ApplyOptions,
): Promise<Applied> {
  try {
    const query = { environment, beside: besides.beside };
    const answer = await api.sendDocument<AppliedAnswer>('PUT', '/workflows', text, query);
    const { outcome, workflow, warnings } = withWarnings(answer, besides);
    return { file, action, outcome, workflow, faults: [], warnings };
  } catch (error) {
    if (error instanceof ApiRefused && error.exitCode === EXIT.failed) {
      const faults = error.problem.faults ?? [];
      return { file, action, outcome: 'refused', faults, warnings: [], message: error.message };
    }
    throw error;
  }
}

async function prune(
  api: ApiClient,
  { workflow, action }: PruneStep,
  { environment = DEFAULT_ENVIRONMENT }: ApplyOptions,
): Promise<void> {
  const path = workflowPath(workflow);
  await api.delete(action === 'delete' ? path : `${path}/deployments/${encodeURIComponent(environment)}`);
}

async function eachWithProgress<T>(
  session: Session,
  all: readonly T[],
  what: string,
  work: (one: T, at: number) => Promise<void>,
): Promise<void> {
  const bar = new ProgressBar(session.shell.stderr);
  try {
    for (const [at, one] of all.entries()) {
      bar.show(at / all.length, `${what} ${at} of ${all.length}`);
      await work(one, at);
    }
  } finally {
    bar.clear();
  }
}
