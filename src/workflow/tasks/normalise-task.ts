import { parseDuration } from '../duration.js';
import { rawList, rawMap, rawText } from '../raw.js';
import type { RawMap } from '../raw.js';
import { DEFAULT_RETRY, retryPolicy } from '../retry.js';
import { parameterDefinitions } from '../parameters/parameter-definition.js';
import type { ActionTask, ApprovalTask, TaskDefinition } from './task-definition.js';

/** Properties of a task with an action that are not its input. */
export const TASK_OWN = ['id', 'type', 'if', 'retry', 'timeout', 'continueOnError', 'undo'];

/** Tasks of a block without faults. */
export function normaliseTasks(block: unknown): TaskDefinition[] {
  return rawList(block).map((task) => normaliseTask(rawMap(task)));
}

function normaliseTask(raw: RawMap): TaskDefinition {
  const every = {
    id: raw['id'] as string,
    type: raw['type'] as string,
    ...given('if', raw['if'] as string | undefined),
    ...given('continueOnError', raw['continueOnError'] as boolean | undefined),
  };
  switch (every.type) {
    case 'if':
      return {
        ...every,
        flow: 'if',
        condition: raw['condition'] as string,
        onTrue: normaliseTasks(raw['then']),
        onFalse: normaliseTasks(raw['else']),
      };
    case 'switch':
      return {
        ...every,
        flow: 'switch',
        value: raw['value'] as string,
        cases: normaliseBlocks(raw['cases']),
        defaults: normaliseTasks(raw['defaults']),
      };
    case 'parallel':
      return { ...every, flow: 'parallel', branches: normaliseBlocks(raw['branches']), ...atOnce(raw, 100) };
    case 'forEach':
      return {
        ...every,
        flow: 'forEach',
        values: raw['values'],
        tasks: normaliseTasks(raw['tasks']),
        ...atOnce(raw, 1),
      };
    case 'wait':
      return {
        ...every,
        flow: 'wait',
        ...copied(raw, ['for', 'until', 'event', 'timeout']),
        onTimeout: normaliseTasks(raw['onTimeout']),
      };
    case 'approval':
      return { ...every, flow: 'approval', ...normaliseApproval(raw) };
    case 'subflow':
      return {
        ...every,
        flow: 'subflow',
        workflow: raw['workflow'] as string,
        inputs: rawMap(raw['inputs']),
        wait: raw['wait'] !== false,
      };
    case 'return':
      return { ...every, flow: 'return', ...copied(raw, ['output']) };
    default:
      return { ...every, ...normaliseAction(raw) };
  }
}

/** Where nobody is named that may decide, whoever runs workflows may. */
function normaliseApproval(raw: RawMap): Omit<ApprovalTask, 'id' | 'type' | 'flow'> {
  const { roles, tokens, link = false, outcomes = ['approve', 'reject'] } = raw;
  const isNamed = roles !== undefined || tokens !== undefined || link === true;
  return {
    message: raw['message'] as string,
    roles: isNamed ? (rawList(roles) as string[]) : ['operator'],
    tokens: rawList(tokens) as string[],
    link: link as boolean,
    outcomes: outcomes as string[],
    fields: parameterDefinitions(raw['fields']),
    expires: (raw['expires'] as string | undefined) ?? '7d',
    ...copied(raw, ['reminder']),
    ...given('onExpiry', raw['onExpiry'] === undefined ? undefined : normaliseTasks(raw['onExpiry'])),
  };
}

/** The id of the undo of a task, where it has none of its own. */
export function undoId(taskId: string): string {
  return `undo-${taskId}`;
}

function normaliseAction(raw: RawMap): Omit<ActionTask, 'id' | 'type'> {
  const undo = raw['undo'] === undefined ? undefined : rawMap(raw['undo']);
  return {
    retry: raw['retry'] === undefined ? DEFAULT_RETRY : retryPolicy(rawMap(raw['retry'])),
    ...given('timeoutMs', parseDuration(rawText(raw['timeout']) ?? '')),
    input: Object.fromEntries(Object.entries(raw).filter(([name]) => !TASK_OWN.includes(name))),
    ...given('undo', undo && (normaliseTask({ id: undoId(String(raw['id'])), ...undo }) as ActionTask)),
  };
}

function normaliseBlocks(blocks: unknown): Record<string, TaskDefinition[]> {
  const entries = Object.entries(rawMap(blocks)).map(([name, block]) => [name, normaliseTasks(block)]);
  return Object.fromEntries(entries) as Record<string, TaskDefinition[]>;
}

function atOnce(raw: RawMap, concurrency: number): { concurrency: number; onFailure: 'fast' | 'all' } {
  return {
    concurrency: (raw['concurrency'] as number | undefined) ?? concurrency,
    onFailure: (raw['onFailure'] as 'fast' | 'all' | undefined) ?? 'fast',
  };
}

function copied(raw: RawMap, names: readonly string[]): Record<string, never> {
  const entries = names.filter((name) => raw[name] !== undefined).map((name) => [name, raw[name]]);
  return Object.fromEntries(entries) as Record<string, never>;
}

function given<Name extends string, Value>(name: Name, value: Value | undefined): { [K in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [K in Name]?: Value });
}
