import type { Trigger, WorkflowDocument } from './document.js';
import { refuseLong } from './document-size.js';
import { compileExpression } from './expression/expression.js';
import type { Expression } from './expression/expression.js';
import { compileTemplate } from './expression/template.js';
import type { Template } from './expression/template.js';
import { compileParameters } from './parameters/compile-parameters.js';
import type { CompiledParameters } from './parameters/compile-parameters.js';
import { type CompiledResponse, compileResponse } from './response/compile-response.js';
import { TaskCompiler } from './tasks/compile-tasks.js';
import type { Block, CompiledTask } from './tasks/compiled-task.js';

/** A document ready to run: everything compiled, once per revision. */
export interface CompiledWorkflow {
  readonly document: WorkflowDocument;
  readonly triggers: readonly CompiledTrigger[];
  readonly lane?: Template;
  readonly tasks: Block;
  /** Run when the execution fails, and however it ends. */
  readonly errors: Block;
  /** What the tasks are undone by. */
  readonly undos: Block;
  /** Ids of those in `tasks`: the time of the whole execution is theirs, what sees to its end has to run after it. */
  readonly timed: ReadonlySet<string>;
  readonly finally: Block;
  /** Every task of every block. */
  readonly byId: ReadonlyMap<string, CompiledTask>;
  readonly response?: CompiledResponse;
  /** Every secret that triggers and tasks name, sorted. */
  readonly secretNames: readonly string[];
}

export interface CompiledTrigger {
  readonly definition: Trigger;
  readonly when?: Expression;
  readonly parameters?: CompiledParameters;
  /** Gives a map. */
  readonly inputs?: Template;
  /** Where to call back when the sender does not say. */
  readonly callbackUrl?: Template;
}

/** Throws ExpressionFailed when the document was not validated, or by a version that let pass more. */
export function compileWorkflow(document: WorkflowDocument): CompiledWorkflow {
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
  const undos = [...compiler.byId.values()].flatMap((task) =>
    task.kind === 'action' ? (task.undo ?? []) : [],
  );
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

function compileTrigger(definition: Trigger): CompiledTrigger {
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

function proofSecrets(trigger: Trigger): readonly string[] {
  if (trigger.type !== 'webhook') {
    return [];
  }
  const { verify, token, key, callback } = trigger;
  return compileTemplate([verify?.secrets, token?.secrets, key, callback?.secret]).secrets;
}

function namesOf(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted();
}
