/** What `signet workflow apply` says. */
import { changeLine } from '../workflow/diff/change.js';
import { type Fault, renderFault } from '../workflow/fault.js';
import type { AppliedAnswer, WorkflowAnswer } from './api-answers.js';
import type { FileAction, FileStep, PruneStep } from './apply-plan.js';
import type { Session } from './session.js';
import { toneOf } from './style.js';

export interface Applied {
  readonly file: string;
  /** What was planned. */
  readonly action: FileAction;
  readonly outcome: AppliedAnswer['outcome'] | 'refused';
  readonly workflow?: WorkflowAnswer;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
  readonly message?: string;
}

/** A file that would be applied: what becomes of its workflow, and what that changes. */
export function describePlan({ style }: Session, step: FileStep, text: string): string {
  const { file, workflow, action, changes, faults, warnings } = step;
  const lines = action === 'change' ? changes.map((change) => `  ${changeLine(change)}`) : [];
  return [
    `${file}: ${style(toneOf(action), action)}${workflow === null ? '' : ` ${workflow}`}`,
    ...lines,
    ...found({ style }, { file, faults, warnings }, text),
  ].join('\n');
}

export function describePrune({ style }: Session, { workflow, action }: PruneStep): string {
  return `${style(toneOf(action), action)} ${workflow}`;
}

export function describeApplied({ style }: Session, result: Applied, text: string): string {
  const { file, outcome, workflow, faults, message } = result;
  const named =
    workflow === undefined ? '' : ` ${workflow.namespace}/${workflow.id} revision ${workflow.revision}`;
  return [
    `${file}: ${style(toneOf(outcome), outcome)}${named}`,
    ...(faults.length === 0 && message !== undefined ? [`  ${message}`] : []),
    ...found({ style }, result, text),
    ...(workflow?.hooks ?? []).map((hook) => `  hook of trigger ${hook.trigger}: ${hook.url}`),
  ].join('\n');
}

function found(
  { style }: Pick<Session, 'style'>,
  { file, faults, warnings }: Pick<FileStep, 'file' | 'faults' | 'warnings'>,
  text: string,
): string[] {
  return [
    ...faults.map((fault) => renderFault(text, fault, file)),
    ...warnings.map((warning) => `${style('yellow', 'warning:')} ${renderFault(text, warning, file)}`),
  ];
}
