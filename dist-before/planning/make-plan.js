import { MOST_DEPTH } from '../ledger/cause.js';
import { reentryOf } from '../runner/cause-of.js';
import { TOO_DEEP } from '../runner/not-run.js';
import { chooseTrigger } from './choose-trigger.js';
import { PlanBudget } from './plan-budget.js';
import { plannedExecution } from './planned-execution.js';
import { headOf, Planner } from './planner.js';
/** Longest time a plan takes, in milliseconds: what reads directories for longer is told as far as it came. */
const LONGEST_MS = 20_000;
/** Plans what a workflow would do about an event. Throws NotFound for a trigger it does not have. */
export async function makePlan(request, world) {
    const { workflow, event, stubs = {}, trigger: asked, ...place } = request;
    const { variables } = await world.surroundings(workflow);
    const triggerId = chooseTrigger(workflow, event, { environment: place.environment, variables, asked });
    const execution = plannedExecution({ ...place, triggerId: triggerId ?? '' });
    const planned = { execution, event, workflow, stubs };
    const nothing = { error: null, output: null, tasks: [], omitted: 0 };
    if (triggerId === null) {
        const reason = 'no trigger takes the event';
        return { ...headOf(planned), trigger: null, status: 'unmatched', reason, ...nothing };
    }
    const reentry = reentryOf(planned);
    if (reentry === 'avoid' && event.lineage.includes(execution.workflowId)) {
        const reason = 'the workflow caused the event itself';
        return { ...headOf(planned), trigger: null, status: 'unmatched', reason, ...nothing };
    }
    if (reentry !== 'ignore' && event.depth > MOST_DEPTH) {
        return { ...headOf(planned), status: 'skipped', reason: TOO_DEEP, ...nothing };
    }
    const { plan } = await new Planner(world, new PlanBudget(LONGEST_MS)).plan(planned);
    return { ...headOf(planned), ...plan };
}
//# sourceMappingURL=make-plan.js.map