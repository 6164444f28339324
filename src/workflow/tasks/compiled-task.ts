import type { Expression } from '../expression/expression.js';
import type { Template } from '../expression/template.js';
import type {
  ActionTask,
  ApprovalTask,
  ForEachTask,
  IfTask,
  ParallelTask,
  ReturnTask,
  SubflowTask,
  SwitchTask,
  WaitTask,
} from './task-definition.js';

/** Tasks that run one after the other. */
export type Block = readonly CompiledTask[];

export type CompiledTask =
  | CompiledAction
  | CompiledIf
  | CompiledSwitch
  | CompiledParallel
  | CompiledForEach
  | CompiledWait
  | CompiledApproval
  | CompiledSubflow
  | CompiledReturn;

interface EveryCompiledTask {
  readonly id: string;
  /** Place in the order of the document, from 0. */
  readonly position: number;
  /** How many `forEach` it stands in. */
  readonly depth: number;
  readonly if?: Expression;
  /** Ids of the tasks its expressions read. */
  readonly reads: readonly string[];
  readonly secrets: readonly string[];
}

export interface CompiledAction extends EveryCompiledTask {
  readonly kind: 'action';
  readonly definition: ActionTask;
  readonly input: Template;
  readonly undo?: CompiledAction;
}

export interface CompiledIf extends EveryCompiledTask {
  readonly kind: 'if';
  readonly definition: IfTask;
  readonly condition: Expression;
  readonly onTrue: Block;
  readonly onFalse: Block;
}

export interface CompiledSwitch extends EveryCompiledTask {
  readonly kind: 'switch';
  readonly definition: SwitchTask;
  readonly value: Template;
  readonly cases: ReadonlyMap<string, Block>;
  readonly defaults: Block;
}

export interface CompiledParallel extends EveryCompiledTask {
  readonly kind: 'parallel';
  readonly definition: ParallelTask;
  readonly branches: readonly Block[];
}

export interface CompiledForEach extends EveryCompiledTask {
  readonly kind: 'forEach';
  readonly definition: ForEachTask;
  readonly values: Template;
  readonly tasks: Block;
  /** Ids of all tasks below it. */
  readonly below: readonly string[];
}

export interface CompiledWait extends EveryCompiledTask {
  readonly kind: 'wait';
  readonly definition: WaitTask;
  readonly until?: Template;
  readonly for?: Template;
  readonly timeout?: Template;
  readonly subject?: Template;
  readonly when?: Expression;
  readonly onTimeout: Block;
}

export interface CompiledApproval extends EveryCompiledTask {
  readonly kind: 'approval';
  readonly definition: ApprovalTask;
  readonly message: Template;
  readonly expires: Template;
  readonly reminder?: Template;
  readonly onExpiry: Block;
}

export interface CompiledSubflow extends EveryCompiledTask {
  readonly kind: 'subflow';
  readonly definition: SubflowTask;
  readonly inputs: Template;
}

export interface CompiledReturn extends EveryCompiledTask {
  readonly kind: 'return';
  readonly definition: ReturnTask;
  readonly output: Template;
}

/** The tasks directly below one, block by block. */
export function blocksOf(task: CompiledTask): readonly Block[] {
  switch (task.kind) {
    case 'if':
      return [task.onTrue, task.onFalse];
    case 'switch':
      return [...task.cases.values(), task.defaults];
    case 'parallel':
      return task.branches;
    case 'forEach':
      return [task.tasks];
    case 'wait':
      return [task.onTimeout];
    case 'approval':
      return [task.onExpiry];
    case 'action':
    case 'subflow':
    case 'return':
      return [];
  }
}
