/** What a workflow comes to when nothing ever goes down: the tasks one after the other, in memory. */
import { iterationOf } from '../../src/runner/iteration.js';
import { valuesOfLoop } from './flow-document.js';
import type { Answer, Model, ModelTask } from './flow-model.js';

export interface ExpectedRun {
  readonly status: 'succeeded' | 'failed' | 'skipped';
  /** Members the output has, of those that are known beforehand. */
  readonly output: Readonly<Record<string, unknown>> | null;
}

export interface Expected {
  readonly status: 'succeeded' | 'dead';
  /** By `task#iteration`. */
  readonly runs: ReadonlyMap<string, ExpectedRun>;
  /** Calls that reached the target, `task#iteration`. */
  readonly calls: readonly string[];
  /** Tasks that wrote an audit entry, once for each. */
  readonly notes: readonly string[];
  /** Workflows it started, once for each. */
  readonly children: readonly Model[];
  /** What it returned. */
  readonly output: unknown;
}

export function interpret(model: Model): Expected {
  return new Interpreter().run(model);
}

/** How a task or a block of them ended; `ended`: the execution with it, well. */
type Went = 'done' | 'failed' | 'ended';

interface Spot {
  readonly iteration: number;
  /** Value and index of each loop it stands in, the innermost first. */
  readonly rounds: readonly { readonly value: string; readonly index: number }[];
}

class Interpreter {
  private readonly runs = new Map<string, ExpectedRun>();
  private readonly calls: string[] = [];
  private readonly notes: string[] = [];
  private readonly children: Model[] = [];
  private readonly undoable: { id: string; undo: Answer }[] = [];
  private output: unknown = null;

  run(model: Model): Expected {
    const outside: Spot = { iteration: 0, rounds: [] };
    const main = this.block(model.tasks, outside);
    if (main === 'failed') {
      if (model.compensate) {
        this.undoable.forEach(({ id, undo }) => this.record(id, outside, this.call(id, undo, outside)));
      }
      this.block(model.errors, outside);
    }
    const last = this.block(model.finally, outside);
    const isWell = main === 'ended' || (main === 'done' && last !== 'failed');
    const { runs, calls, notes, children, output } = this;
    return { status: isWell ? 'succeeded' : 'dead', runs, calls, notes, children, output };
  }

  private block(tasks: readonly ModelTask[], spot: Spot): Went {
    for (const task of tasks) {
      const went = this.task(task, spot);
      if (went !== 'done') {
        return went;
      }
    }
    return 'done';
  }

  private task(task: ModelTask, spot: Spot): Went {
    if (task.skip) {
      this.runs.set(`${task.id}#${spot.iteration}`, { status: 'skipped', output: null });
      return 'done';
    }
    const { went, output = null } = this.perform(task, spot);
    this.record(task.id, spot, went, output);
    return went === 'failed' && task.tolerated ? 'done' : went;
  }

  private perform(task: ModelTask, spot: Spot): { went: Went; output?: ExpectedRun['output'] } {
    switch (task.kind) {
      case 'set':
        return { went: 'done', output: this.values(task, spot) };
      case 'note':
        this.notes.push(task.id);
        return { went: 'done' };
      case 'fail':
        return { went: 'failed' };
      case 'wait':
        return { went: 'done', output: { timedOut: false } };
      case 'return':
        this.output = { by: task.id };
        return { went: 'ended', output: { by: task.id } };
      case 'call': {
        const went = this.call(task.id, task.answer, spot);
        if (went === 'done' && task.undo) {
          this.undoable.push({ id: `${task.id}-undo`, undo: task.undo });
        }
        return { went };
      }
      case 'subflow': {
        this.children.push(task.child);
        const { status, output } = interpret(task.child);
        if (!task.waits) {
          return { went: 'done' };
        }
        return status === 'succeeded' ? { went: 'done', output: { output } } : { went: 'failed' };
      }
      case 'if': {
        const taken = task.choice === 0 ? 'then' : 'else';
        return { went: this.block(task.blocks[taken === 'then' ? 0 : 1] ?? [], spot), output: { taken } };
      }
      case 'switch': {
        const isCase = task.choice > 0 && task.choice < task.blocks.length;
        const output = isCase ? { taken: 'cases', case: String(task.choice) } : { taken: 'defaults' };
        return { went: this.block(task.blocks[isCase ? task.choice : 0]!, spot), output };
      }
      case 'parallel':
        return {
          went: this.each(
            task.concurrency,
            task.blocks.map((tasks) => () => this.block(tasks, spot)),
          ),
        };
      case 'forEach': {
        const rounds = valuesOfLoop(task.choice).map((value, index) => () => {
          const iteration = iterationOf(spot.iteration, index);
          return this.block(task.blocks[0]!, { iteration, rounds: [{ value, index }, ...spot.rounds] });
        });
        return { went: this.each(task.concurrency, rounds), output: { count: rounds.length } };
      }
    }
  }

  /** Parts that stand side by side: one at a time the first failure ends them, else all come to their end. */
  private each(concurrency: number, parts: readonly (() => Went)[]): Went {
    let went: Went = 'done';
    for (const part of parts) {
      const one = part();
      if (one === 'ended' || (one === 'failed' && concurrency === 1)) {
        return one;
      }
      went = one === 'failed' ? one : went;
    }
    return went;
  }

  private call(id: string, answer: Answer, { iteration }: Spot): Went {
    this.calls.push(`${id}#${iteration}`);
    return answer === 'no' ? 'failed' : 'done';
  }

  private record(id: string, { iteration }: Spot, went: Went, output: ExpectedRun['output'] = null): void {
    this.runs.set(`${id}#${iteration}`, { status: went === 'failed' ? 'failed' : 'succeeded', output });
  }

  private values(
    { id, before }: ModelTask,
    { iteration, rounds: [inner, outer] }: Spot,
  ): ExpectedRun['output'] {
    return {
      by: id,
      ...(before !== null && { before: this.runs.get(`${before}#${iteration}`)!.status }),
      ...(inner && { value: inner.value, index: inner.index }),
      ...(outer && { outer: outer.value }),
    };
  }
}
