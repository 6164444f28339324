import type { TaskDefinition, Trigger, WorkflowDocument } from './document.js';
import { compileExpression } from './expression/expression.js';
import type { Expression } from './expression/expression.js';
import { compileTemplate } from './expression/template.js';
import type { Template } from './expression/template.js';
import { compileParameters } from './parameters/compile-parameters.js';
import type { CompiledParameters } from './parameters/compile-parameters.js';

/** A document ready to run: everything compiled, once per revision. */
export interface CompiledWorkflow {
  readonly document: WorkflowDocument;
  readonly triggers: readonly CompiledTrigger[];
  readonly lane?: Template;
  readonly tasks: readonly CompiledTask[];
  /** Every secret that triggers and tasks name, sorted. */
  readonly secretNames: readonly string[];
}

export interface CompiledTrigger {
  readonly definition: Trigger;
  readonly when?: Expression;
  readonly parameters?: CompiledParameters;
  /** Gives a map. */
  readonly inputs?: Template;
}

export interface CompiledTask {
  readonly definition: TaskDefinition;
  readonly if?: Expression;
  readonly input: Template;
}

/** Throws ExpressionFailed when the document was not validated. */
export function compileWorkflow(document: WorkflowDocument): CompiledWorkflow {
  const triggers = document.triggers.map(compileTrigger);
  const tasks = document.tasks.map(compileTask);
  const lane = document.lane === undefined ? undefined : compileTemplate(document.lane);
  return {
    document,
    triggers,
    ...(lane ? { lane } : {}),
    tasks,
    secretNames: namesOf([...document.triggers.flatMap(proofSecrets), ...tasks.flatMap(taskSecrets)]),
  };
}

function compileTrigger(definition: Trigger): CompiledTrigger {
  const { when } = definition;
  const { parameters, inputs } = definition.type === 'webhook' ? definition : {};
  return {
    definition,
    ...(when === undefined ? {} : { when: compileExpression(when) }),
    ...(parameters === undefined ? {} : { parameters: compileParameters(parameters) }),
    ...(inputs === undefined ? {} : { inputs: compileTemplate(inputs) }),
  };
}

function compileTask(definition: TaskDefinition): CompiledTask {
  const input = compileTemplate(definition.input);
  return definition.if === undefined
    ? { definition, input }
    : { definition, if: compileExpression(definition.if), input };
}

function proofSecrets(trigger: Trigger): readonly string[] {
  if (trigger.type !== 'webhook') {
    return [];
  }
  return compileTemplate([trigger.verify?.secrets ?? [], trigger.token?.secrets ?? []]).secrets;
}

function taskSecrets(task: CompiledTask): readonly string[] {
  return [...(task.if?.secrets ?? []), ...task.input.secrets];
}

function namesOf(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted();
}
