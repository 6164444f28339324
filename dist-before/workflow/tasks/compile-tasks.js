import { compileExpression } from '../expression/expression.js';
import { compileTemplate } from '../expression/template.js';
import { blocksOf } from './compiled-task.js';
/** Compiles the blocks of one document, so that positions run through all of them. Throws ExpressionFailed. */
export class TaskCompiler {
    /** Every task by its id, those of `undo` included. */
    byId = new Map();
    position = 0;
    block(tasks, depth = 0) {
        return (tasks ?? []).map((task) => this.task(task, depth));
    }
    task(definition, depth) {
        const place = { id: definition.id, position: this.position, depth };
        this.position += 1;
        const compiled = definition.flow === undefined ? this.action(definition, place) : this.flow(definition, place);
        this.byId.set(compiled.id, compiled);
        return compiled;
    }
    action(definition, place) {
        const input = compileTemplate(definition.input);
        const undo = definition.undo && this.task(definition.undo, place.depth);
        return {
            kind: 'action',
            ...place,
            ...read(definition.if, [input]),
            definition,
            input,
            ...(undo && { undo }),
        };
    }
    flow(definition, place) {
        switch (definition.flow) {
            case 'if': {
                const condition = compileExpression(definition.condition);
                const blocks = {
                    onTrue: this.block(definition.onTrue, place.depth),
                    onFalse: this.block(definition.onFalse, place.depth),
                };
                return {
                    kind: 'if',
                    ...place,
                    ...read(definition.if, [condition]),
                    definition,
                    condition,
                    ...blocks,
                };
            }
            case 'switch': {
                const value = compileTemplate(definition.value);
                const cases = Object.entries(definition.cases).map(([name, tasks]) => [name, this.block(tasks, place.depth)]);
                const defaults = this.block(definition.defaults, place.depth);
                const own = { definition, value, cases: new Map(cases), defaults };
                return { kind: 'switch', ...place, ...read(definition.if, [value]), ...own };
            }
            case 'parallel': {
                const branches = Object.values(definition.branches).map((tasks) => this.block(tasks, place.depth));
                return { kind: 'parallel', ...place, ...read(definition.if, []), definition, branches };
            }
            case 'forEach': {
                const values = compileTemplate(definition.values);
                const tasks = this.block(definition.tasks, place.depth + 1);
                const own = { definition, values, tasks, below: idsBelow(tasks) };
                return { kind: 'forEach', ...place, ...read(definition.if, [values]), ...own };
            }
            case 'wait':
                return this.wait(definition, place);
            case 'approval': {
                const message = compileTemplate(definition.message);
                const expires = compileTemplate(definition.expires);
                const reminder = definition.reminder === undefined ? {} : { reminder: compileTemplate(definition.reminder) };
                const reading = read(definition.if, [message, expires, ...Object.values(reminder)]);
                const onExpiry = this.block(definition.onExpiry, place.depth);
                return {
                    kind: 'approval',
                    ...place,
                    ...reading,
                    definition,
                    message,
                    expires,
                    ...reminder,
                    onExpiry,
                };
            }
            case 'subflow': {
                const inputs = compileTemplate(definition.inputs);
                return { kind: 'subflow', ...place, ...read(definition.if, [inputs]), definition, inputs };
            }
            case 'return': {
                const output = compileTemplate(definition.output ?? null);
                return { kind: 'return', ...place, ...read(definition.if, [output]), definition, output };
            }
        }
    }
    wait(definition, place) {
        const { until, for: length, timeout, event } = definition;
        const templates = {
            ...(until === undefined ? {} : { until: compileTemplate(until) }),
            ...(length === undefined ? {} : { for: compileTemplate(length) }),
            ...(timeout === undefined ? {} : { timeout: compileTemplate(timeout) }),
            ...(event?.subject === undefined ? {} : { subject: compileTemplate(event.subject) }),
        };
        const when = event?.when === undefined ? {} : { when: compileExpression(event.when) };
        const onTimeout = this.block(definition.onTimeout, place.depth);
        const reading = read(definition.if, [...Object.values(templates), ...Object.values(when)]);
        return { kind: 'wait', ...place, ...reading, definition, ...templates, ...when, onTimeout };
    }
}
/** What a task's own expressions read. */
function read(condition, others) {
    const compiled = condition === undefined ? undefined : compileExpression(condition);
    const all = [...others, ...(compiled ? [compiled] : [])];
    const chains = all.flatMap((one) => 'chains' in one ? one.chains : one.expressions.flatMap(({ expression }) => expression.chains));
    const reads = new Set(chains.flatMap(([root, id]) => (root === 'tasks' && id !== undefined ? [id] : [])));
    const secrets = [...new Set(all.flatMap((one) => one.secrets))];
    return { reads: [...reads], secrets, ...(compiled && { if: compiled }) };
}
function idsBelow(block) {
    return block.flatMap((task) => [task.id, ...blocksOf(task).flatMap(idsBelow)]);
}
//# sourceMappingURL=compile-tasks.js.map