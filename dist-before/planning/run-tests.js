import { DEFAULT_ENVIRONMENT } from '../config/places.js';
import { AppError } from '../errors/app-error.js';
import { pointer } from '../workflow/pointer.js';
import { checkPlan } from './check-plan.js';
import { storedEvent } from './given-event.js';
import { makePlan } from './make-plan.js';
import { offlineWorld } from './offline-world.js';
/** Runs the cases of a file one after the other. What is wrong is placed in the file by its report. */
export async function runTests({ cases }, workflow, fileReport) {
    const results = [];
    for (const [at, one] of cases.entries()) {
        const report = fileReport.again();
        const place = pointer(['cases', at]);
        const plan = await planOf(one, { place, workflow, report });
        for (const mismatch of plan ? checkPlan(one.expect, plan) : []) {
            report.fault(`${place}/expect${mismatch.place}`, mismatch.message);
        }
        const { faults } = report;
        results.push({ name: one.name, passed: faults.length === 0, faults, plan });
    }
    return results;
}
async function planOf(one, { place, workflow, report }) {
    for (const id of Object.keys(one.stubs ?? {})) {
        if (!workflow.byId.has(id)) {
            report.fault(pointer(['stubs', id], place), `the workflow has no task ${id}`, { atKey: true });
        }
    }
    const world = offlineWorld(one);
    const { environment = DEFAULT_ENVIRONMENT, trigger, stubs, event } = one;
    const target = { tenant: 'main', environment, workflowId: '', revision: 0, workflow };
    try {
        return await makePlan({ ...target, event: storedEvent(event, world.now), trigger, stubs }, world);
    }
    catch (error) {
        if (!(error instanceof AppError)) {
            throw error;
        }
        report.fault(pointer(['trigger'], place), error.message);
        return null;
    }
}
//# sourceMappingURL=run-tests.js.map