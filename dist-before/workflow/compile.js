import { refuseLong } from './document-size.js';
import { compileExpression } from './expression/expression.js';
import { compileTemplate } from './expression/template.js';
import { compileParameters } from './parameters/compile-parameters.js';
import { compileResponse } from './response/compile-response.js';
import { TaskCompiler } from './tasks/compile-tasks.js';
/** Throws ExpressionFailed when the document was not validated, or by a version that let pass more. */
export function compileWorkflow(document) {
    refuseLong(document);
    const triggers = document.triggers.map(compileTrigger);
    const compiler = new TaskCompiler();
    const tasks = compiler.block(document.tasks);
    const ofTasks = [...compiler.byId.keys()];
    const blocks = {
        tasks,
        errors: compiler.block(document.errors),
        finally: compiler.block(document.finally),
    };
    const undos = [...compiler.byId.values()].flatMap((task) => task.kind === 'action' ? (task.undo ?? []) : []);
    const lane = document.lane === undefined ? undefined : compileTemplate(document.lane);
    const taskSecrets = [...compiler.byId.values()].flatMap(({ secrets }) => secrets);
    return {
        document,
        triggers,
        ...(lane ? { lane } : {}),
        ...blocks,
        undos,
        timed: new Set(ofTasks.filter((id) => !undos.some((undo) => undo.id === id))),
        byId: compiler.byId,
        ...(document.response === undefined ? {} : { response: compileResponse(document.response) }),
        secretNames: namesOf([...document.triggers.flatMap(proofSecrets), ...taskSecrets]),
    };
}
function compileTrigger(definition) {
    const { when } = definition;
    const { parameters, inputs, callback } = definition.type === 'webhook' ? definition : {};
    return {
        definition,
        ...(when === undefined ? {} : { when: compileExpression(when) }),
        ...(parameters === undefined ? {} : { parameters: compileParameters(parameters) }),
        ...(inputs === undefined ? {} : { inputs: compileTemplate(inputs) }),
        ...(callback?.url === undefined ? {} : { callbackUrl: compileTemplate(callback.url) }),
    };
}
function proofSecrets(trigger) {
    if (trigger.type !== 'webhook') {
        return [];
    }
    const { verify, token, key, callback } = trigger;
    return compileTemplate([verify?.secrets, token?.secrets, key, callback?.secret]).secrets;
}
function namesOf(names) {
    return [...new Set(names)].toSorted();
}
//# sourceMappingURL=compile.js.map