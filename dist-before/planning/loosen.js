import { renderLoosely } from './loose-render.js';
import { OutputUnknown, unknownOutput } from './unknown.js';
/**
 * The same workflow with expressions that put up with unknown outputs. A condition over one holds; a list over one has one
 * value, unknown as well; a length of time over one is a second.
 */
export function loosen(workflow, told) {
    const byId = new Map();
    const block = (tasks) => tasks.map(task);
    return {
        ...workflow,
        tasks: block(workflow.tasks),
        errors: block(workflow.errors),
        finally: block(workflow.finally),
        byId,
    };
    function task(one) {
        const loose = { ...own(one), ...(one.if && { if: condition(one, one.if) }) };
        byId.set(loose.id, loose);
        return loose;
    }
    function own(one) {
        switch (one.kind) {
            case 'action': {
                const undo = one.undo && { undo: task(one.undo) };
                return { ...one, input: filled(one, one.input, one.definition.input), ...undo };
            }
            case 'if': {
                const blocks = { onTrue: block(one.onTrue), onFalse: block(one.onFalse) };
                return { ...one, condition: condition(one, one.condition), ...blocks };
            }
            case 'switch': {
                const cases = new Map([...one.cases].map(([name, tasks]) => [name, block(tasks)]));
                const value = filled(one, one.value, one.definition.value);
                return { ...one, value, cases, defaults: block(one.defaults) };
            }
            case 'parallel':
                return { ...one, branches: one.branches.map(block) };
            case 'forEach': {
                const values = template(one, one.values, (_scope, taskId) => plain([unknownOutput(taskId)]));
                return { ...one, values, tasks: block(one.tasks) };
            }
            case 'wait':
                return { ...one, ...times(one), onTimeout: block(one.onTimeout) };
            case 'approval': {
                const message = filled(one, one.message, one.definition.message);
                return { ...one, ...terms(one), message, onExpiry: block(one.onExpiry) };
            }
            case 'subflow':
                return { ...one, inputs: filled(one, one.inputs, one.definition.inputs) };
            case 'return':
                return { ...one, output: filled(one, one.output, one.definition.output ?? null) };
        }
    }
    function times(one) {
        const soon = (inner, value) => template(one, inner, () => plain(value));
        return {
            ...(one.until && { until: soon(one.until, '1970-01-01T00:00:00Z') }),
            ...(one.for && { for: soon(one.for, '1s') }),
            ...(one.timeout && { timeout: soon(one.timeout, '1s') }),
        };
    }
    function terms(one) {
        const soon = (inner) => template(one, inner, () => plain('1s'));
        return { expires: soon(one.expires), ...(one.reminder && { reminder: soon(one.reminder) }) };
    }
    function condition({ id }, expression) {
        return {
            ...expression,
            evaluate: (scope) => trying(id, () => expression.evaluate(scope), () => true),
        };
    }
    /** With placeholders where it cannot be rendered. */
    function filled(one, inner, source) {
        return template(one, inner, (scope) => {
            const unknown = new Set();
            const rendered = renderLoosely(source, scope, (taskId) => unknown.add(taskId));
            told(one.id, [...unknown]);
            return rendered;
        });
    }
    function template({ id }, inner, instead) {
        const render = (scope) => trying(id, () => inner.render(scope), (taskId) => instead(scope, taskId));
        return { ...inner, render };
    }
    function trying(id, exact, instead) {
        try {
            const value = exact();
            told(id, []);
            return value;
        }
        catch (error) {
            if (!(error instanceof OutputUnknown)) {
                throw error;
            }
            told(id, [error.taskId]);
            return instead(error.taskId);
        }
    }
}
const plain = (value) => ({ value, recorded: value });
//# sourceMappingURL=loosen.js.map