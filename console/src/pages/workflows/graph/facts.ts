import type { Trigger } from '../../../../../src/workflow/document.js';
import type {
  AwaitedEvent,
  TaskDefinition,
  WaitTask,
} from '../../../../../src/workflow/tasks/task-definition.js';

/** What starts it and when, a short line each. */
export function triggerFacts(trigger: Trigger): string[] {
  return [
    ...(trigger.type === 'event' ? [`${trigger.source}: ${trigger.events.join(', ')}`] : []),
    ...(trigger.when === undefined ? [] : [`when ${trigger.when}`]),
    ...(trigger.enabled ? [] : ['switched off in the document']),
  ];
}

/** What a task says besides its id and type, a short line each, its own condition first. */
export function taskFacts(task: TaskDefinition): string[] {
  return [
    ...(task.if === undefined ? [] : [`if ${task.if}`]),
    ...ofKind(task),
    ...(task.continueOnError === true ? ['goes on when it fails'] : []),
  ];
}

function ofKind(task: TaskDefinition): string[] {
  switch (task.flow) {
    case 'if':
      return [task.condition];
    case 'switch':
      return [task.value];
    case 'parallel':
      return [];
    case 'forEach':
      return [`for each of ${textOf(task.values)}`];
    case 'wait':
      return waited(task);
    case 'approval':
      return [task.message, `expires after ${task.expires}`];
    case 'subflow':
      return [`${task.workflow}${task.wait ? '' : ', not waited for'}`];
    case 'return':
      return task.output === undefined ? [] : [textOf(task.output)];
    case undefined:
      return task.undo === undefined ? [] : [`undone by ${task.undo.type}`];
  }
}

function waited({ for: length, until, event, timeout }: WaitTask): string[] {
  return [
    ...(length === undefined ? [] : [`for ${length}`]),
    ...(until === undefined ? [] : [`until ${until}`]),
    ...(event === undefined ? [] : [awaited(event)]),
    ...(timeout === undefined ? [] : [`at most ${timeout}`]),
  ];
}

function awaited({ source, events, when }: AwaitedEvent): string {
  return `for ${source}: ${events.join(', ')}${when === undefined ? '' : ` when ${when}`}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
