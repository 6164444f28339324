import { checkInput } from '../actions/check-input.js';
import { UNWATCHED } from '../outbound/oauth/token-watch.js';
import { advance } from '../runner/walk.js';
import { WalkState } from '../runner/walk-state.js';
import { triggerScope } from '../workflow/trigger-scope.js';
import { loosen } from './loosen.js';
import { PlanBook } from './plan-book.js';
import { OpenedDirectories } from './opened-directories.js';
import { PlannedActions } from './planned-actions.js';
import { PlannedInbox } from './planned-inbox.js';
import { executionOf, PlannedTasks, shownError } from './planned-tasks.js';
import { PlannedUsers } from './planned-users.js';
import { childOf } from './subflow-child.js';
import { shownOutput, unknownOutput } from './unknown.js';
/** Plans one execution and those it starts, all over the same users. */
export class Planner {
    world;
    budget;
    users;
    constructor(world, budget) {
        this.world = world;
        this.budget = budget;
        this.users = new PlannedUsers(world.findUser);
    }
    async plan(planned) {
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
    planned;
    budget;
    book = new PlanBook();
    ends = new Map();
    subflows = new Map();
    tasks;
    journey;
    parts;
    clock;
    output = null;
    inbox;
    constructor(planned, found, world, users, budget) {
        this.planned = planned;
        this.budget = budget;
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
    get touched() {
        return this.book.touched;
    }
    async make(planChild) {
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
    async commit(step, planChild) {
        const { added, changed } = step.state.unsaved();
        const runs = [...added, ...changed];
        const starters = runs.filter(({ action }) => action === 'subflow');
        const opener = new Map(starters.map((run) => [executionOf(run), run]));
        for (const opening of step.state.notes.opens) {
            await this.start(opening, opener.get(opening.id), planChild);
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
    async start(opening, { taskId }, planChild) {
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
    async perform(calls) {
        const results = [];
        for (const work of calls) {
            try {
                results.push({ work, output: await work.effect.perform(this.budget.signal(), UNWATCHED) });
            }
            catch (error) {
                results.push({ work, error });
            }
        }
        return results;
    }
    /** `settlement` null: it never came to an end. */
    outcome(settlement) {
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
const UNFINISHED = { status: 'unfinished', reason: 'longer than a plan may be', error: null };
/** What a plan is of. */
export function headOf({ execution, event, workflow: { document }, }) {
    const { id, type, source, subject } = event;
    return {
        workflow: `${document.namespace}/${document.id}`,
        revision: execution.revision === 0 ? null : execution.revision,
        event: { id: id === '' ? null : id, type, source, subject },
        trigger: execution.triggerId,
    };
}
//# sourceMappingURL=planner.js.map