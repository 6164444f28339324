import { ExpressionFailed } from '../../errors/errors.js';
import { stableUuid } from '../../workflow/expression/stable-uuid.js';
import { triggerScope } from '../../workflow/trigger-scope.js';
/** What the templates of a response may read. Rendered again for the same execution, they give the same. */
export function answerScope({ opened, outcome, workflow, variables, event, now }) {
    const { id, tenant, environment, test, revision } = opened;
    const { id: name, namespace, labels } = workflow.document;
    let drawn = 0;
    return {
        trigger: event ? triggerScope(event) : {},
        inputs: event?.inputs ?? {},
        tasks: outcome?.tasks ?? {},
        execution: { id, tenant, environment, test, ...(outcome ? endOf(outcome) : {}) },
        workflow: { id: name, namespace, revision, labels },
        variables,
        secrets: () => {
            throw new ExpressionFailed('secrets are not for responses');
        },
        now: outcome?.finishedAt ?? now,
        uuid: () => stableUuid(`${id}.response.${drawn++}`),
    };
}
function endOf({ status, attempt, error }) {
    return { status, attempt, error: error && { code: error.code, message: error.message } };
}
//# sourceMappingURL=answer-scope.js.map