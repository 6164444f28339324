/** Random workflows of nested tasks whose outcome does not depend on who is quicker, as plain data and as documents. */
import fc from 'fast-check';

/** What the target says to a call; `flaky` refuses the first try of each. */
export type Answer = 'ok' | 'flaky' | 'no';

type Leaf =
  | { readonly kind: 'set' | 'note' | 'fail' | 'wait' | 'return' }
  | { readonly kind: 'call'; readonly answer: Answer; readonly undo: Answer | null }
  | { readonly kind: 'subflow'; readonly waits: boolean; readonly tasks: readonly Shape[] };

interface Group<Part> {
  readonly kind: 'if' | 'switch' | 'parallel' | 'forEach';
  /** `then` and `else`, cases, branches; the first one for a loop. */
  readonly blocks: readonly (readonly Part[])[];
  /** Which block is taken, and how many values a loop has. */
  readonly choice: number;
  readonly concurrency: number;
}

interface Bearing {
  readonly skip: boolean;
  readonly tolerated: boolean;
}

type Shape = (Leaf | Group<Shape>) & Bearing;

/** A task with its id; groups hold tasks, not shapes. */
export type ModelTask = Bearing & {
  readonly id: string;
  /** The task before it in its block. */
  readonly before: string | null;
  /** Loops it stands in. */
  readonly loops: number;
} & (
    | { readonly kind: 'set' | 'note' | 'fail' | 'wait' | 'return' }
    | { readonly kind: 'call'; readonly answer: Answer; readonly undo: Answer | null }
    | { readonly kind: 'subflow'; readonly waits: boolean; readonly child: Model }
    | Group<ModelTask>
  );

export interface Model {
  readonly name: string;
  readonly compensate: boolean;
  readonly tasks: readonly ModelTask[];
  readonly errors: readonly ModelTask[];
  readonly finally: readonly ModelTask[];
}

const rarely = fc.integer({ min: 0, max: 5 }).map((n) => n === 0);
const bearing = { skip: rarely, tolerated: rarely };
const answer = fc.constantFrom<Answer>('ok', 'ok', 'ok', 'flaky', 'no');
const plain = fc.record({
  ...bearing,
  kind: fc.constantFrom('set', 'set', 'note', 'wait', 'fail', 'return'),
});
const call = fc.record({
  ...bearing,
  kind: fc.constant('call'),
  answer,
  undo: fc.option(answer),
});
const leaves = fc.oneof(call, plain, call) as fc.Arbitrary<Shape>;
const subflow = fc.record({
  ...bearing,
  kind: fc.constant('subflow'),
  waits: fc.boolean(),
  tasks: fc.array(leaves, { minLength: 1, maxLength: 3 }),
}) as fc.Arbitrary<Shape>;

const { shape } = fc.letrec<{ shape: Shape; group: Shape }>((tie) => ({
  shape: fc.oneof({ depthSize: 'small', maxDepth: 3 }, leaves, leaves, tie('group'), subflow),
  group: fc.record({
    ...bearing,
    kind: fc.constantFrom('if', 'switch', 'parallel', 'forEach'),
    blocks: fc.array(fc.array(tie('shape'), { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 3 }),
    choice: fc.integer({ min: 0, max: 3 }),
    concurrency: fc.integer({ min: 1, max: 3 }),
  }) as fc.Arbitrary<Shape>,
}));

const block = (most: number) => fc.array(shape, { maxLength: most });

/** A workflow; its name is given by whoever runs it. */
export const models: fc.Arbitrary<(name: string) => Model> = fc
  .record({
    compensate: fc.boolean(),
    tasks: fc.array(shape, { minLength: 1, maxLength: 5 }),
    errors: block(2),
    finally: block(2),
  })
  .map(({ compensate, ...blocks }) => (name: string) => {
    const placing = new Placing(name);
    const main = { loops: 0, isAlone: true, isMain: true };
    const rest = { ...main, isMain: false };
    return {
      name,
      compensate,
      tasks: placing.block(blocks.tasks, main),
      errors: placing.block(blocks.errors, rest),
      finally: placing.block(blocks.finally, rest),
    };
  });

interface Place {
  readonly loops: number;
  /** Nothing runs beside it: whoever ends the execution here ends it the same way each time. */
  readonly isAlone: boolean;
  /** Within `tasks`. */
  readonly isMain: boolean;
}

/** Gives ids, and takes away what the language refuses or what would make an outcome a matter of luck. */
class Placing {
  private count = 0;

  constructor(private readonly name: string) {}

  block(shapes: readonly Shape[], place: Place): ModelTask[] {
    let before: string | null = null;
    return shapes.map((one) => {
      const task = this.task(one, before, place);
      before = task.id;
      return task;
    });
  }

  private task(one: Shape, before: string | null, place: Place): ModelTask {
    this.count += 1;
    const own = {
      id: `t${this.count}`,
      before,
      loops: place.loops,
      skip: one.skip,
      tolerated: one.tolerated,
    };
    switch (one.kind) {
      case 'return':
        return { ...own, kind: place.isAlone && place.isMain ? 'return' : 'set' };
      case 'call':
        return { ...own, ...one, undo: place.isMain && place.loops === 0 ? one.undo : null };
      case 'subflow': {
        const name = `${this.name}-${own.id}`;
        const tasks = new Placing(name).block(one.tasks, { loops: 0, isAlone: true, isMain: true });
        const child = { name, compensate: false, tasks, errors: [], finally: [] };
        return { ...own, kind: 'subflow', waits: one.waits, child };
      }
      case 'if':
      case 'switch':
        return { ...own, ...one, blocks: one.blocks.map((tasks) => this.block(tasks, place)) };
      case 'parallel': {
        const within = { ...place, isAlone: place.isAlone && one.concurrency === 1 };
        return { ...own, ...one, blocks: one.blocks.map((tasks) => this.block(tasks, within)) };
      }
      case 'forEach': {
        if (place.loops === 2) {
          return { ...own, kind: 'set' };
        }
        const isAlone = place.isAlone && one.concurrency === 1;
        const within = { ...place, isAlone, loops: place.loops + 1 };
        return { ...own, ...one, blocks: [this.block(one.blocks[0]!, within)] };
      }
      default:
        return { ...own, kind: one.kind };
    }
  }
}
