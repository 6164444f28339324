import type { Action, Effect } from '../actions/action.js';
import type { MakeStamp } from '../ledger/cause-stamp.js';
import type { TaskRun } from '../ledger/task-run.js';
import type { Scope } from '../workflow/expression/scope.js';
import type { CompiledAction } from '../workflow/tasks/compiled-task.js';
import { contextOf } from './action-context.js';
import { runWith } from './new-run.js';
import { redact } from './redact.js';
import type { OutsideWork, OwnWork } from './step.js';
import type { Walker } from './walker.js';
import { BLOCKED, type Went } from './went.js';

/** A walk that may come to change our own tables, and to calls. */
export interface ActingWalker extends Walker {
  own: OwnWork | null;
  readonly calls: OutsideWork[];
  readonly parts: {
    readonly actions: { require(type: string): Action };
    readonly checkInput: (action: Action, input: unknown) => void;
    readonly stamp: MakeStamp;
  };
}

/** Prepares a task's action, and does at once what needs neither a commit nor the world. Throws what the action throws. */
export function performAction(walk: ActingWalker, task: CompiledAction, run: TaskRun, scope: Scope): Went {
  const { journey, parts } = walk;
  const action = parts.actions.require(task.definition.type);
  const { value, recorded } = task.input.render(scope);
  parts.checkInput(action, value);
  const tried = runWith(run, { status: 'started', input: redact(journey, recorded) });
  return meet(
    walk,
    task,
    tried,
    action.prepare(value as Record<string, unknown>, contextOf(journey, run, parts.stamp)),
  );
}

function meet(walk: ActingWalker, task: CompiledAction, run: TaskRun, effect: Effect): Went {
  switch (effect.kind) {
    case 'none':
      if (effect.log !== undefined) {
        const message = String(redact(walk.journey, effect.log));
        walk.state.notes.log.push({ taskId: run.taskId, message });
      }
      return walk.succeed(run, effect.output, effect.audit);
    case 'own':
      walk.own ??= { task, run, effect }; // one in a commit; the others are asked again after it
      return BLOCKED;
    case 'outside':
      walk.state.put(run);
      walk.calls.push({ task, run, effect });
      return BLOCKED;
  }
}
