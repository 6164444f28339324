import type { Action } from '../actions/action.js';
import { checkInput } from '../actions/check-input.js';
import type { SubflowEnd } from '../ledger/subflow.repository.js';
import type { Settlement, TaskRun } from '../ledger/task-run.js';
import { UNWATCHED } from '../outbound/oauth/token-watch.js';
import type { DeployedWorkflow } from '../runner/deployed-workflow.js';
import type { Journey } from '../runner/journey.js';
import type { CallResult, OutsideWork, Step } from '../runner/step.js';
import { advance, type WalkParts } from '../runner/walk.js';
import { WalkState } from '../runner/walk-state.js';
import type { CompiledWorkflow } from '../workflow/compile.js';
import { triggerScope } from '../workflow/trigger-scope.js';
import { loosen } from './loosen.js';
import { PlanBook } from './plan-book.js';
import type { PlanBudget } from './plan-budget.js';
import type { Plan } from './plan.js';
import { type Directories, OpenedDirectories } from './opened-directories.js';
import { PlannedActions } from './planned-actions.js';
import type { Planned } from './planned-execution.js';
import { PlannedInbox } from './planned-inbox.js';
import type { Touch } from './planned-radius.js';
import { executionOf, PlannedTasks, shownError } from './planned-tasks.js';
import { type FindUser, PlannedUsers } from './planned-users.js';
import { childOf } from './subflow-child.js';
import { shownOutput, unknownOutput } from './unknown.js';

/** What a workflow finds around it. */
export interface Surroundings {
  readonly variables: Readonly<Record<string, unknown>>;
  /** Withheld ones. */
  readonly secrets: ReadonlyMap<string, string>;
  /** By the name its tasks give; one without tasks cannot be looked into. */
  readonly subflows: ReadonlyMap<string, DeployedWorkflow>;
}

/** The world a plan is made in: it is read, and never changed. */
export interface PlanWorld {
  /** By type, over a closed way out. */
  readonly actions: ReadonlyMap<string, Action>;
  /** Outside ones over a reading way out. */
  readonly directories: Directories;
  readonly findUser: FindUser;
  readonly now: Date;
  /** Gathers from whom plans would take something away. */
  readonly touched?: Touch[];
  surroundings(workflow: CompiledWorkflow): Promise<Surroundings>;
}

/** What became of it, its output as it is. */
export interface Outcome {
  readonly plan: Omit<Plan, 'workflow' | 'revision' | 'event' | 'trigger'>;
  readonly output: unknown;
}

/** Plans one execution and those it starts, all over the same users. */
export class Planner {
  private readonly users: PlannedUsers;

  constructor(
    private readonly world: PlanWorld,
    private readonly budget: PlanBudget,
  ) {
    this.users = new PlannedUsers(world.findUser);
  }

  async plan(planned: Planned): Promise<Outcome> {
    const found = await this.world.surroundings(planned.workflow);
    const one = new OnePlan(planned, found, this.world, this.users, this.budget);
    const outcome = await one.make((child) => this.plan(child));
    const { document } = planned.workflow;
    this.world.touched?.push(...one.touched.map((touch) => ({ document, ...touch })));
    return outcome;
  }
}

/** A walk whose commits go to memory and whose calls are only told. */
class OnePlan {
  private readonly book = new PlanBook();
  private readonly ends = new Map<string, SubflowEnd>();
  private readonly subflows = new Map<string, Plan>();
  private readonly tasks: PlannedTasks;
  private readonly journey: Journey;
  private readonly parts: WalkParts;
  private clock: number;
  private output: unknown = null;
  private readonly inbox: PlannedInbox;

  constructor(
    private readonly planned: Planned,
    found: Surroundings,
    world: PlanWorld,
    users: PlannedUsers,
    private readonly budget: PlanBudget,
  ) {
    const { execution, event, workflow, stubs } = planned;
    this.clock = world.now.getTime();
    this.inbox = new PlannedInbox(stubs, () => new Date(this.clock));
    this.tasks = new PlannedTasks(execution.id, this.book, this.subflows);
    this.journey = {
      execution,
      event,
      trigger: triggerScope(event),
      workflow: loosen(workflow, (taskId, unknown) => this.book.tell(taskId, unknown)),
      timeoutMs: undefined,
      startedAt: this.clock,
      ...found,
      ends: this.ends,
      inbox: this.inbox,
      directories: new OpenedDirectories(world.directories, (one) => users.open(one, this.book)),
    };
    this.parts = {
      actions: new PlannedActions(world.actions, stubs, this.book),
      checkInput: (action, input) => {
        if (this.book.unknownNow.length === 0) {
          checkInput(action, input);
        }
      },
      now: () => new Date(this.clock),
      random: () => 0,
      stamp: () => '[stamp]',
      outputBudget: Infinity,
    };
  }

  get touched(): PlanBook['touched'] {
    return this.book.touched;
  }

  async make(planChild: (child: Planned) => Promise<Outcome>): Promise<Outcome> {
    let step = advance(this.journey, WalkState.of([]), this.parts);
    for (;;) {
      await this.commit(step, planChild);
      const { settlement } = step;
      if (settlement?.kind === 'final') {
        return this.outcome(settlement);
      }
      if (!this.budget.spend()) {
        return this.outcome(null);
      }
      this.clock += settlement && 'delayMs' in settlement ? settlement.delayMs : 0;
      const results = await this.perform(step.calls);
      step = advance(this.journey, step.state.committed(), this.parts, { results });
    }
  }

  private async commit(step: Step, planChild: (child: Planned) => Promise<Outcome>): Promise<void> {
    const { added, changed } = step.state.unsaved();
    const runs = [...added, ...changed];
    const starters = runs.filter(({ action }) => action === 'subflow');
    const opener = new Map(starters.map((run) => [executionOf(run), run]));
    for (const opening of step.state.notes.opens) {
      await this.start(opening, opener.get(opening.id)!, planChild);
    }
    this.inbox.note(step.state.notes);
    for (const run of runs) {
      this.tasks.note(run);
      if (run.action === 'return' && run.status === 'succeeded') {
        this.output = run.output;
      }
    }
  }

  /** Says how the other workflow would end, and plans it unless that is said already. */
  private async start(
    opening: Step['state']['notes']['opens'][number],
    { taskId }: TaskRun,
    planChild: (child: Planned) => Promise<Outcome>,
  ): Promise<void> {
    const { stubs } = this.planned;
    const stub = Object.hasOwn(stubs, taskId) ? stubs[taskId] : undefined;
    const end = { id: opening.id, status: 'succeeded', error: null };
    if (stub) {
      const told = 'error' in stub ? { status: 'dead', output: null } : { output: stub.output };
      this.ends.set(opening.id, { ...end, ...told });
      return;
    }
    const child = childOf(this.journey, opening);
    if (!child) {
      this.ends.set(opening.id, { ...end, output: unknownOutput(taskId) });
      return;
    }
    const { plan, output } = await planChild(child);
    this.subflows.set(opening.id, { ...headOf(child), ...plan });
    this.ends.set(opening.id, { id: opening.id, status: plan.status, error: plan.error, output });
  }

  private async perform(calls: readonly OutsideWork[]): Promise<CallResult[]> {
    const results: CallResult[] = [];
    for (const work of calls) {
      try {
        results.push({ work, output: await work.effect.perform(this.budget.signal(), UNWATCHED) });
      } catch (error) {
        results.push({ work, error });
      }
    }
    return results;
  }

  /** `settlement` null: it never came to an end. */
  private outcome(settlement: Extract<Settlement, { kind: 'final' }> | null): Outcome {
    const { status, reason, error } = settlement ?? UNFINISHED;
    const { omitted } = this.tasks;
    const tasks = this.tasks.list();
    const output = shownOutput(this.output);
    return {
      plan: { status, reason, error: shownError(error), output, tasks, omitted },
      output: this.output,
    };
  }
}

const UNFINISHED = { status: 'unfinished', reason: 'longer than a plan may be', error: null } as const;

/** What a plan is of. */
export function headOf({
  execution,
  event,
  workflow: { document },
}: Planned): Pick<Plan, 'workflow' | 'revision' | 'event' | 'trigger'> {
  const { id, type, source, subject } = event;
  return {
    workflow: `${document.namespace}/${document.id}`,
    revision: execution.revision === 0 ? null : execution.revision,
    event: { id: id === '' ? null : id, type, source, subject },
    trigger: execution.triggerId,
  };
}
