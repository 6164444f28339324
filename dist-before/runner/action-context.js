import { NotFound } from '../errors/errors.js';
import { causeOf } from './cause-of.js';
/** `stamp` makes what calls are stamped with, once somebody asks. */
export function contextOf(journey, run, stamp) {
    const { execution, event, workflow, directories } = journey;
    return {
        tenant: execution.tenant,
        namespace: workflow.document.namespace,
        executionId: execution.id,
        taskId: run.taskId,
        idempotencyKey: `${execution.id}.${run.taskId}.${run.iteration}`,
        cause: () => stamp(causeOf(journey), execution),
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
//# sourceMappingURL=action-context.js.map