/** `signet workflow apply`: documents become the revisions that run. */
import { renderFault } from '../workflow/fault.js';
import type { Fault } from '../workflow/fault.js';
import type { AppliedAnswer, WorkflowAnswer } from './api-answers.js';
import { ApiRefused } from './api-client.js';
import type { ApiClient } from './api-client.js';
import type { EnvironmentOption } from './environment-option.js';
import { EXIT } from './exit-code.js';
import type { ExitCode } from './exit-code.js';
import type { Session } from './session.js';
import { toneOf } from './style.js';
import { readWorkflowFiles } from './workflow-files.js';
import type { WorkflowFile } from './workflow-files.js';

interface Applied {
  readonly file: string;
  readonly outcome: AppliedAnswer['outcome'] | 'refused';
  readonly workflow?: WorkflowAnswer;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
  readonly message?: string;
}

/** Applies each file; one that is refused does not keep the others back. */
export async function applyWorkflows(
  session: Session,
  paths: readonly string[],
  options: EnvironmentOption,
): Promise<ExitCode> {
  const files = await readWorkflowFiles(session.shell, paths);
  const api = await session.api();
  const results: Applied[] = [];
  for (const file of files) {
    results.push(await applyFile(api, file, options));
  }
  session.show({ files: results }, () =>
    results.map((result, at) => describe(session, result, files[at]!.text)).join('\n'),
  );
  return results.every(({ outcome }) => outcome !== 'refused') ? EXIT.ok : EXIT.failed;
}

async function applyFile(
  api: ApiClient,
  { name, text }: WorkflowFile,
  { environment }: EnvironmentOption,
): Promise<Applied> {
  try {
    const answer = await api.sendDocument<AppliedAnswer>('PUT', '/workflows', text, { environment });
    const { outcome, workflow, warnings } = answer;
    return { file: name, outcome, workflow, faults: [], warnings };
  } catch (error) {
    if (error instanceof ApiRefused && error.exitCode === EXIT.failed) {
      const faults = error.problem.faults ?? [];
      return { file: name, outcome: 'refused', faults, warnings: [], message: error.message };
    }
    throw error;
  }
}

function describe({ style }: Session, result: Applied, text: string): string {
  const { file, outcome, workflow, faults, warnings, message } = result;
  const what = style(toneOf(outcome), outcome);
  const named =
    workflow === undefined ? '' : ` ${workflow.namespace}/${workflow.id} revision ${workflow.revision}`;
  return [
    `${file}: ${what}${named}`,
    ...(faults.length === 0 && message !== undefined ? [`  ${message}`] : []),
    ...faults.map((fault) => renderFault(text, fault, file)),
    ...warnings.map((warning) => `${style('yellow', 'warning:')} ${renderFault(text, warning, file)}`),
    ...(workflow?.hooks ?? []).map((hook) => `  hook of trigger ${hook.trigger}: ${hook.url}`),
  ].join('\n');
}
