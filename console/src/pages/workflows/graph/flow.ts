/** A document as nodes and edges: sequences, ways taken, loops as groups, and what runs on failure and at the end. */
import type { Trigger, WorkflowDocument } from '../../../../../src/workflow/document.js';
import type { TaskDefinition } from '../../../../../src/workflow/tasks/task-definition.js';
import { taskFacts, triggerFacts } from './facts';

export interface FlowNode {
  readonly id: string;
  readonly kind: 'trigger' | 'task' | 'loop' | 'block';
  /** The group it stands in; null at the top. Edges join nodes of the same group. */
  readonly parent: string | null;
  readonly title: string;
  /** What it does: the action, the flow task, the kind of trigger. */
  readonly type: string;
  /** What else is to be known of it, a line each. */
  readonly facts: readonly string[];
  /** What the document says of it; of blocks nothing. */
  readonly source?: Trigger | TaskDefinition;
}

export interface FlowEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** The way taken: `then`, a case, a branch. */
  readonly label?: string;
  /** Taken only when something fails. */
  readonly isFailure?: boolean;
}

export interface Flow {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
}

/** A way out of what came before, to whatever comes next. */
interface Exit {
  readonly from: string;
  readonly label?: string;
}

type Tasks = readonly TaskDefinition[];

const BLOCKS = { tasks: 'Tasks', errors: 'When it fails', finally: 'At the end' } as const;

/** Blocks are groups only where there are several. Ids of nodes: `trigger:ID`, `task:ID`, `block:NAME`. */
export function flowOf(document: WorkflowDocument): Flow {
  const drawing = new Drawing();
  const starts = document.triggers.map((trigger) => drawing.trigger(trigger));
  const { tasks, errors = [], finally: last = [] } = document;
  if (errors.length === 0 && last.length === 0) {
    drawing.walk(tasks, null, starts);
    return drawing;
  }
  const main = drawing.block('tasks', tasks, starts);
  const failed = errors.length === 0 ? [] : [drawing.block('errors', errors, [{ ...main, label: 'fails' }])];
  if (last.length > 0) {
    drawing.block('finally', last, [main, ...failed]);
  }
  return drawing;
}

class Drawing implements Flow {
  readonly nodes: FlowNode[] = [];
  readonly edges: FlowEdge[] = [];

  trigger(trigger: Trigger): Exit {
    const id = `trigger:${trigger.id}`;
    const { type } = trigger;
    this.nodes.push({
      id,
      kind: 'trigger',
      parent: null,
      title: trigger.id,
      type,
      facts: triggerFacts(trigger),
      source: trigger,
    });
    return { from: id };
  }

  block(name: keyof typeof BLOCKS, tasks: Tasks, entries: readonly Exit[]): Exit {
    const id = `block:${name}`;
    this.nodes.push({ id, kind: 'block', parent: null, title: BLOCKS[name], type: name, facts: [] });
    this.join(entries, id, name === 'errors');
    this.walk(tasks, id, []);
    return { from: id };
  }

  /** Draws tasks one after the other; the ways out of the last. */
  walk(tasks: Tasks, parent: string | null, entries: readonly Exit[]): readonly Exit[] {
    return tasks.reduce((ways, task) => this.task(task, parent, ways), entries);
  }

  private task(task: TaskDefinition, parent: string | null, entries: readonly Exit[]): readonly Exit[] {
    const id = `task:${task.id}`;
    const kind = task.flow === 'forEach' ? 'loop' : 'task';
    this.nodes.push({
      id,
      kind,
      parent,
      title: task.id,
      type: task.type,
      facts: taskFacts(task),
      source: task,
    });
    this.join(entries, id);
    const way = (label: string, tasks: Tasks): readonly Exit[] =>
      this.walk(tasks, parent, [{ from: id, label }]);
    switch (task.flow) {
      case 'if':
        return [...way('then', task.onTrue), ...way('else', task.onFalse)];
      case 'switch':
        return [...this.named(task.cases, way), ...way('otherwise', task.defaults)];
      case 'parallel':
        return this.named(task.branches, way);
      case 'forEach':
        this.walk(task.tasks, id, []);
        return [{ from: id }];
      case 'wait':
        return [{ from: id }, ...(task.onTimeout.length === 0 ? [] : way('on timeout', task.onTimeout))];
      case 'approval':
        return [{ from: id }, ...(task.onExpiry ? way('on expiry', task.onExpiry) : [])];
      case 'return':
        return [];
      default:
        return task.type === 'fail' ? [] : [{ from: id }];
    }
  }

  private named(
    blocks: Readonly<Record<string, Tasks>>,
    way: (label: string, tasks: Tasks) => readonly Exit[],
  ): readonly Exit[] {
    return Object.entries(blocks).flatMap(([name, tasks]) => way(name, tasks));
  }

  private join(entries: readonly Exit[], to: string, isFailure = false): void {
    for (const { from, label } of entries) {
      const id = `${from}>${to}${label === undefined ? '' : `:${label}`}`;
      this.edges.push({
        id,
        from,
        to,
        ...(label !== undefined && { label }),
        ...(isFailure && { isFailure }),
      });
    }
  }
}
