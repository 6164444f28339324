import type { Action, ActionContext, Effect } from '../actions/action.js';
import { NotFound } from '../errors/errors.js';
import type { ChangeResult } from '../directories/directory.js';
import type { TaskRun } from '../ledger/task-run.js';
import type { CompiledTask } from '../workflow/compile.js';
import { holds } from '../workflow/condition.js';
import { fail } from './failure.js';
import type { Journey, Progress } from './journey.js';
import { redact } from './redact.js';
import { newRun, passOver, runWith, succeed } from './task-progress.js';
import { taskScope } from './scope.js';
import type { OutsideStep, OwnStep, Step } from './step.js';

/** What a walk is given besides its journey. */
export interface WalkParts {
  readonly actions: { require(type: string): Action };
  readonly checkInput: (action: Action, input: unknown) => void;
  readonly now: () => Date;
  readonly random: () => number;
}

/**
 * Walks a revision's tasks from where `progress` stands until something must be committed or called. Pure but for the
 * clock and the dice in `parts`: the same journey and progress give the same step.
 */
export function advance(journey: Journey, progress: Progress, parts: WalkParts): Step {
  let at = progress;
  for (let task = journey.workflow.tasks[at.next]; task; task = journey.workflow.tasks[at.next]) {
    const step = takeTask(journey, at, task, parts);
    if ('kind' in step) {
      return step;
    }
    at = step;
  }
  return {
    kind: 'settle',
    journey,
    progress: at,
    settlement: { kind: 'final', status: 'succeeded', reason: null, error: null },
    burial: null,
  };
}

/** Goes on after a change of our own tables came back with its result. */
export function afterOwn(step: OwnStep, result: ChangeResult, parts: WalkParts): Step {
  try {
    const output = step.effect.conclude(result);
    const progress = succeed(step, output, parts.now(), []);
    return advance(step.journey, progress, parts);
  } catch (error) {
    return fail(step, error, parts);
  }
}

/** Goes on after a call to somebody else came back. */
export function afterOutside(step: OutsideStep, output: unknown, parts: WalkParts): Step {
  return advance(step.journey, succeed(step, output, parts.now(), []), parts);
}

/** One task: already done, skipped, done at once (a new progress), or a step that must be committed or called. */
function takeTask(
  journey: Journey,
  progress: Progress,
  task: CompiledTask,
  parts: WalkParts,
): Step | Progress {
  const earlier = progress.earlier.get(task.definition.id);
  if (earlier && (earlier.status === 'succeeded' || earlier.status === 'skipped')) {
    return passOver(progress, earlier);
  }
  const run = newRun(journey, task, progress, parts.now());
  try {
    return perform(journey, progress, task, run, parts);
  } catch (error) {
    return fail({ journey, progress, run }, error, parts);
  }
}

function perform(
  journey: Journey,
  progress: Progress,
  task: CompiledTask,
  run: TaskRun,
  parts: WalkParts,
): Step | Progress {
  const scope = taskScope(journey, progress, task.definition.id, run.firstStartedAt);
  if (task.if && !holds(task.if, scope)) {
    const skipped = runWith(run, { status: 'skipped', finishedAt: parts.now() });
    return passOver(progress, skipped, skipped);
  }
  const action = parts.actions.require(task.definition.type);
  const { value, recorded } = task.input.render(scope);
  parts.checkInput(action, value);
  const tried = runWith(run, { input: redact(journey, recorded) });
  const effect = action.prepare(value as Record<string, unknown>, contextOf(journey, run));
  return meet(journey, progress, tried, effect, parts);
}

function meet(
  journey: Journey,
  progress: Progress,
  run: TaskRun,
  effect: Effect,
  parts: WalkParts,
): Step | Progress {
  switch (effect.kind) {
    case 'none':
      return succeed({ journey, progress, run }, effect.output, parts.now(), effect.audit ?? [], effect.log);
    case 'own':
      return { kind: 'own', journey, progress, run, effect };
    case 'outside':
      return {
        kind: 'outside',
        journey,
        progress: { ...progress, unsavedRuns: [...progress.unsavedRuns, run] },
        run,
        effect,
      };
  }
}

function contextOf(journey: Journey, run: TaskRun): ActionContext {
  const { execution, event, workflow, directories } = journey;
  return {
    tenant: execution.tenant,
    namespace: workflow.document.namespace,
    executionId: execution.id,
    taskId: run.taskId,
    idempotencyKey: `${execution.id}.${run.taskId}.${run.iteration}`,
    subject: event.subject,
    requireDirectory: (name) => {
      const directory = directories.get(name);
      if (!directory) {
        throw new NotFound(`no directory is called ${name}`, { directory: name });
      }
      return directory;
    },
  };
}
