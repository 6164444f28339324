import type { AuditRecord } from '../actions/action.js';
import type { TaskFailed } from '../errors/errors.js';
import { heldRun } from './held-task.js';
import { isDestructiveWork, putOff } from './put-off.js';
import type { CallResult, RadiusWork, Step } from './step.js';
import { advance, type News, type WalkParts } from './walk.js';
import { keyOf, type WalkState } from './walk-state.js';

/** What becomes of a task that would touch one user too many. */
export type RadiusRuling =
  | {
      readonly kind: 'hold';
      readonly approval: string;
      readonly until: Date;
      /** Of the one for whom it is asked. */
      readonly reached: AuditRecord | null;
    }
  | { readonly kind: 'refuse'; readonly error: TaskFailed };

/** The step as it is when some of its tasks may not begin; all others do. */
export function carryOut(step: Step, rulings: ReadonlyMap<RadiusWork, RadiusRuling>, parts: WalkParts): Step {
  const ruled = worksOf(step).filter((work) => rulings.has(work));
  if (ruled.length === 0) {
    return step;
  }
  const state = step.state.fork();
  const results: CallResult[] = [];
  let own: News['own'];
  for (const work of ruled) {
    const ruling = rulings.get(work)!;
    if (ruling.kind === 'hold') {
      hold(state, work, ruling);
    } else if (work === step.own) {
      own = { work: step.own, result: ruling.error };
    } else {
      results.push({ work: work as CallResult['work'], error: ruling.error });
    }
  }
  const gone = new Set(ruled.map(({ run }) => keyOf(run.taskId, run.iteration)));
  const running = new Set([...step.running].filter((key) => !gone.has(key)));
  const news = { results, running, ...(own && { own }) };
  return joined(step, ruled, putOff(advance(step.journey, state, parts, news)));
}

export function worksOf({ calls, own }: Pick<Step, 'calls' | 'own'>): RadiusWork[] {
  return own ? [own, ...calls] : [...calls];
}

function hold(state: WalkState, { run }: RadiusWork, ruling: Extract<RadiusRuling, { kind: 'hold' }>): void {
  state.put(heldRun(run, ruling.approval, ruling.until));
  if (ruling.reached) {
    const { taskId } = run;
    state.notes.reached.push(ruling.approval);
    state.notes.audit.push({ ...ruling.reached, taskId });
  }
}

/** What is left of the step, and what the walk came to without the rest. */
function joined(step: Step, ruled: readonly RadiusWork[], next: Step): Step {
  const kept = step.calls.filter((call) => !ruled.includes(call));
  // One that is not counted: the next commit begins with it.
  const isLater = next.own !== null && isDestructiveWork(next.own) && !isSame(next.own, step.own);
  return {
    ...next,
    calls: [...kept, ...next.calls],
    unwanted: [...step.unwanted, ...next.unwanted],
    ...(isLater && { own: null, goesOn: true }),
  };
}

function isSame({ run }: RadiusWork, other: RadiusWork | null): boolean {
  return run.taskId === other?.run.taskId && run.iteration === other.run.iteration;
}
