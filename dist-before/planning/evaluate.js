import { newId } from '../config/clock.js';
import { compileExpression } from '../workflow/expression/expression.js';
import { compileTemplate, REDACTED } from '../workflow/expression/template.js';
/** What an expression, or a template with `{{ }}`, gives; what is made of a secret is redacted. Throws ExpressionFailed. */
export function evaluate(text, scope) {
    if (text.includes('{{')) {
        return compileTemplate(text).render(scope).recorded;
    }
    const expression = compileExpression(text);
    const value = expression.evaluate(scope);
    return expression.secrets.length > 0 ? REDACTED : value;
}
/** What expressions could read at the end of an execution, as it is recorded: of loops nothing, and of secrets no value. */
export function pastScope(past, variables) {
    const { event, taskRuns, namespace, workflow, revision } = past;
    const runs = taskRuns.filter(({ iteration }) => iteration === 0);
    return {
        trigger: triggerOf(event),
        inputs: (event?.inputs ?? {}),
        tasks: Object.fromEntries(runs.map(({ task, output, status, error }) => [
            task,
            { output, status, error: error && { code: error.code, message: error.message } },
        ])),
        each: {},
        execution: {
            id: past.id,
            attempt: past.attempt,
            environment: past.environment,
            test: past.test,
            error: past.error,
        },
        workflow: { id: workflow.slice(namespace.length + 1), namespace, revision },
        variables,
        secrets: () => REDACTED,
        now: past.finishedAt ?? past.startedAt ?? past.acceptedAt,
        uuid: newId,
    };
}
function triggerOf(event) {
    if (event === null) {
        return {};
    }
    const { id, type, commonType, source, subject, externalId, occurredAt, receivedAt } = event;
    return {
        id: externalId ?? id,
        type,
        commonType,
        source,
        subject,
        time: (occurredAt ?? receivedAt).toISOString(),
        body: event.body,
        headers: event.headers,
        parameters: event.parameters,
    };
}
//# sourceMappingURL=evaluate.js.map