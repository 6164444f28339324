/** Models of workflows as documents. */
import type { Answer, Model, ModelTask } from './flow-model.js';

type Document = Readonly<Record<string, unknown>>;

/** Subflows below it; they have to be there first. */
export function childrenOf(model: Model): Model[] {
  const below = (task: ModelTask): Model[] => {
    if (task.kind === 'subflow') {
      return [task.child];
    }
    return 'blocks' in task ? task.blocks.flat().flatMap(below) : [];
  };
  return [...model.tasks, ...model.errors, ...model.finally].flatMap(below);
}

export function toDocument({ name, compensate, ...model }: Model, targetUrl: string): Document {
  const block = (tasks: readonly ModelTask[]): Document[] => tasks.map(task);
  const call = (id: string, answer: Answer): Document => ({
    id,
    type: 'http.request',
    method: 'POST',
    url: `${targetUrl}/${answer}`,
    retry: { type: 'constant', interval: '10ms', maxAttempts: 100 },
  });
  const task = (one: ModelTask): Document => ({
    ...(one.skip && { if: 'false' }),
    ...(one.tolerated && { continueOnError: true }),
    ...own(one),
  });
  const own = (one: ModelTask): Document => {
    const { id } = one;
    switch (one.kind) {
      case 'set':
        return { id, type: 'set', values: valuesOf(one) };
      case 'note':
        return { id, type: 'audit.log', message: 'noted' };
      case 'fail':
        return { id, type: 'fail', message: 'as the model says' };
      case 'wait':
        return { id, type: 'wait', for: '5ms' };
      case 'return':
        return { id, type: 'return', output: { by: id } };
      case 'call':
        return { ...call(id, one.answer), ...(one.undo && { undo: call(`${id}-undo`, one.undo) }) };
      case 'subflow':
        return { id, type: 'subflow', workflow: one.child.name, wait: one.waits };
      case 'if': {
        const [yes = [], no = []] = one.blocks;
        // oxlint-disable-next-line unicorn/no-thenable -- a word of the language
        return { id, type: 'if', condition: String(one.choice === 0), then: block(yes), else: block(no) };
      }
      case 'switch': {
        const [defaults = [], ...cases] = one.blocks;
        const named = Object.fromEntries(cases.map((tasks, index) => [String(index + 1), block(tasks)]));
        return { id, type: 'switch', value: String(one.choice), cases: named, defaults: block(defaults) };
      }
      case 'parallel': {
        const branches = Object.fromEntries(one.blocks.map((tasks, index) => [`b${index}`, block(tasks)]));
        return { id, type: 'parallel', branches, ...bounds(one) };
      }
      case 'forEach':
        return {
          id,
          type: 'forEach',
          values: valuesOfLoop(one.choice),
          tasks: block(one.blocks[0]!),
          ...bounds(one),
        };
    }
  };
  return {
    id: name,
    compensate,
    tasks: block(model.tasks),
    errors: block(model.errors),
    finally: block(model.finally),
  };
}

/** One after the other the first failure ends it; side by side that would be a matter of luck. */
const bounds = ({ concurrency }: { readonly concurrency: number }) => ({
  concurrency,
  onFailure: concurrency === 1 ? 'fast' : 'all',
});

export function valuesOfLoop(count: number): string[] {
  return ['a', 'b', 'c'].slice(0, count);
}

function valuesOf({ id, before, loops }: ModelTask): Document {
  return {
    by: id,
    ...(before !== null && { before: `{{ tasks.${before}.status }}` }),
    ...(loops > 0 && { value: '{{ each.value }}', index: '{{ each.index }}' }),
    ...(loops > 1 && { outer: '{{ each.parent.value }}' }),
  };
}
