/** Executions and their task runs, for a person. */
import type { ExecutionAnswer, ExecutionDetail, TaskRunAnswer } from './api-answers.js';
import { environmentColumn } from './environment-option.js';
import { toneOf } from './style.js';
import type { Style } from './style.js';
import { asText, renderFields, renderTable } from './table.js';

const FINAL = ['succeeded', 'dead', 'cancelled', 'skipped', 'superseded'];

export function isFinal(execution: ExecutionAnswer): boolean {
  return FINAL.includes(execution.status);
}

export function executionTable(executions: readonly ExecutionAnswer[], style: Style): string {
  const place = environmentColumn(executions);
  return renderTable(
    [
      'execution',
      'workflow',
      'revision',
      'event',
      'subject',
      'status',
      'attempt',
      'accepted',
      ...place.heading,
    ],
    executions.map((one) => [
      one.id,
      one.workflow,
      String(one.revision),
      asText(one.eventType),
      subjectText(one),
      style(toneOf(one.status), one.status),
      String(one.attempt),
      asText(one.acceptedAt),
      ...place.cell(one),
    ]),
    'no executions match',
  );
}

/** Whom it is about. */
export function subjectText({ subject, erasedAt }: Pick<ExecutionAnswer, 'subject' | 'erasedAt'>): string {
  return erasedAt === null ? asText(subject) : 'erased';
}

export function executionText(execution: ExecutionDetail, style: Style): string {
  const { event } = execution;
  const fields = renderFields([
    ['execution', execution.id],
    ['workflow', `${execution.workflow} revision ${execution.revision}`],
    ['environment', execution.environment],
    ['status', style(toneOf(execution.status), execution.status)],
    ['reason', execution.reason],
    ['error', execution.error === null ? null : `${execution.error.code}: ${execution.error.message}`],
    ['attempt', execution.attempt],
    ['replay of', execution.replayOf],
    ['event', `${asText(event.type)} ${event.id}`],
    ['subject', execution.subject],
    ['source', event.source],
    ['caused by', event.cause === null ? null : `${event.cause}, depth ${event.depth}`],
    ['not run again', event.avoided.length === 0 ? null : event.avoided.join(', ')],
    ['accepted', execution.acceptedAt],
    ['finished', execution.finishedAt],
    ['erased', execution.erasedAt],
    ['due', isFinal(execution) ? null : execution.dueAt],
    ['audit entries', execution.auditEntries],
  ]);
  return `${fields}\n\n${taskRunTable(execution.taskRuns, style)}`;
}

export function taskRunTable(taskRuns: readonly TaskRunAnswer[], style: Style): string {
  return renderTable(
    ['task', 'action', 'status', 'attempt', 'took', 'result'],
    taskRuns.map((run) => [
      run.task,
      run.action,
      style(toneOf(run.status), run.status),
      String(run.attempt),
      durationOf(run),
      resultOf(run),
    ]),
    'no task has run yet',
  );
}

/** One line for a task run that ended. */
export function taskRunLine(run: TaskRunAnswer, style: Style): string {
  return `${style(toneOf(run.status), run.status)}  ${run.task} (${run.action})  ${durationOf(run)}  ${resultOf(run)}`;
}

function durationOf({ startedAt, finishedAt }: TaskRunAnswer): string {
  if (startedAt === null || finishedAt === null) {
    return '-';
  }
  return `${Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt))} ms`;
}

const LONGEST_RESULT = 100;

function resultOf({ error, output }: TaskRunAnswer): string {
  const text =
    error === null || error === undefined ? asText(output) : `${error.code}: ${asText(error.message)}`;
  return text.length > LONGEST_RESULT ? `${text.slice(0, LONGEST_RESULT - 1)}…` : text;
}
