import { describe, expect, it } from 'vitest';
import type { WorkflowDocument } from '../../../../../src/workflow/document.js';
import type { TaskDefinition } from '../../../../../src/workflow/tasks/task-definition.js';
import { flowOf } from './flow';
import { layoutOf, pathThrough } from './layout';
import { outlineOf } from './outline';

const log = (id: string, more: object = {}): TaskDefinition => ({ id, type: 'log', input: {}, ...more });
const document = (tasks: readonly TaskDefinition[], more: object = {}): WorkflowDocument => ({
  id: 'w',
  namespace: 'acme',
  labels: {},
  triggers: [{ id: 'hook', type: 'webhook', enabled: true }],
  tasks,
  ...more,
});
/** `from > to`, with the way taken. */
const edgesOf = (tasks: readonly TaskDefinition[], more: object = {}): string[] =>
  flowOf(document(tasks, more)).edges.map(
    ({ from, to, label }) => `${bare(from)} > ${bare(to)}${label === undefined ? '' : ` (${label})`}`,
  );
const bare = (id: string): string => id.replace(/^task:/, '');
const last = log('last');

describe('the graph of a document', () => {
  it('is one task after the other, from every trigger', () => {
    const triggers = ['a', 'b'].map((id) => ({ id, type: 'webhook', enabled: true }));
    expect(edgesOf([log('one'), log('two')], { triggers })).toEqual([
      'trigger:a > one',
      'trigger:b > one',
      'one > two',
    ]);
  });

  it('goes both ways of an if, and on from both', () => {
    const choice = {
      id: 'c',
      type: 'if',
      flow: 'if',
      condition: 'x',
      onTrue: [log('t')],
      onFalse: [log('f')],
    } as const;
    expect(edgesOf([choice, last])).toEqual([
      'trigger:hook > c',
      'c > t (then)',
      'c > f (else)',
      't > last',
      'f > last',
    ]);
  });

  it('goes past an if without an else', () => {
    const choice = {
      id: 'c',
      type: 'if',
      flow: 'if',
      condition: 'x',
      onTrue: [log('t')],
      onFalse: [],
    } as const;
    expect(edgesOf([choice, last])).toEqual([
      'trigger:hook > c',
      'c > t (then)',
      't > last',
      'c > last (else)',
    ]);
  });

  it('goes into each case of a switch, and past it otherwise', () => {
    const cases = { gold: [log('g')], silver: [log('s')] };
    const choice = { id: 'c', type: 'switch', flow: 'switch', value: 'v', cases, defaults: [] } as const;
    expect(edgesOf([choice, last])).toEqual([
      'trigger:hook > c',
      'c > g (gold)',
      'c > s (silver)',
      'g > last',
      's > last',
      'c > last (otherwise)',
    ]);
  });

  it('goes into all branches of a parallel', () => {
    const branches = { a: [log('a1'), log('a2')], b: [log('b1')] };
    const all = {
      id: 'p',
      type: 'parallel',
      flow: 'parallel',
      branches,
      concurrency: 2,
      onFailure: 'all',
    } as const;
    expect(edgesOf([all, last])).toEqual([
      'trigger:hook > p',
      'p > a1 (a)',
      'a1 > a2',
      'p > b1 (b)',
      'a2 > last',
      'b1 > last',
    ]);
  });

  it('has the body of a loop in a group of its own', () => {
    const loop = {
      id: 'l',
      type: 'forEach',
      flow: 'forEach',
      values: '{{ v }}',
      concurrency: 1,
      onFailure: 'fast',
    } as const;
    const tasks = [{ ...loop, tasks: [log('in'), log('side')] }, last];
    expect(edgesOf(tasks)).toEqual(['trigger:hook > l', 'in > side', 'l > last']);
    const { nodes } = flowOf(document(tasks));
    expect(nodes.map(({ id, parent }) => [bare(id), parent])).toEqual([
      ['trigger:hook', null],
      ['l', null],
      ['in', 'task:l'],
      ['side', 'task:l'],
      ['last', null],
    ]);
    expect(nodes[1]).toMatchObject({ kind: 'loop', facts: ['for each of {{ v }}'] });
  });

  it('goes on from a wait in time, and after what runs when time is over', () => {
    const event = { source: 's', events: ['user.deleted'] };
    const wait = {
      id: 'w',
      type: 'wait',
      flow: 'wait',
      event,
      timeout: '1h',
      onTimeout: [log('late')],
    } as const;
    expect(edgesOf([wait, last])).toEqual([
      'trigger:hook > w',
      'w > late (on timeout)',
      'w > last',
      'late > last',
    ]);
    expect(edgesOf([{ ...wait, onTimeout: [] }, last])).toEqual(['trigger:hook > w', 'w > last']);
  });

  it('goes on from an approval, and after what runs when nobody decided', () => {
    const approval = {
      id: 'a',
      type: 'approval',
      flow: 'approval',
      message: 'ok?',
      roles: [],
      tokens: [],
    } as const;
    const rest = { link: false, outcomes: ['approve'], fields: {}, expires: '1d' } as const;
    expect(edgesOf([{ ...approval, ...rest }, last])).toEqual(['trigger:hook > a', 'a > last']);
    expect(edgesOf([{ ...approval, ...rest, onExpiry: [log('late')] }, last])).toContain(
      'a > late (on expiry)',
    );
  });

  it('ends at a return, and at a fail', () => {
    const end = { id: 'r', type: 'return', flow: 'return' } as const;
    const choice = {
      id: 'c',
      type: 'if',
      flow: 'if',
      condition: 'x',
      onTrue: [end],
      onFalse: [log('f', { type: 'fail' })],
    } as const;
    expect(edgesOf([choice, last])).toEqual(['trigger:hook > c', 'c > r (then)', 'c > f (else)']);
  });

  it('says what a subflow starts, and what a task is done under', () => {
    const subflow = {
      id: 's',
      type: 'subflow',
      flow: 'subflow',
      workflow: 'acme/other',
      inputs: {},
      wait: false,
    } as const;
    const { nodes } = flowOf(document([subflow, log('l', { if: 'x > 1', continueOnError: true })]));
    expect(nodes.map(({ facts }) => facts)).toEqual([
      [],
      ['acme/other, not waited for'],
      ['if x > 1', 'goes on when it fails'],
    ]);
  });

  it('has what runs on failure and at the end in groups after the tasks', () => {
    const more = { errors: [log('e')], finally: [log('f')] };
    const flow = flowOf(document([log('one')], more));
    expect(edgesOf([log('one')], more)).toEqual([
      'trigger:hook > block:tasks',
      'block:tasks > block:errors (fails)',
      'block:tasks > block:finally',
      'block:errors > block:finally',
    ]);
    expect(flow.edges.filter(({ isFailure }) => isFailure).map(({ to }) => to)).toEqual(['block:errors']);
    expect(flow.nodes.find(({ id }) => id === 'task:e')?.parent).toBe('block:errors');
  });

  it('joins only what stands in the same group, each way once', () => {
    const loop = {
      id: 'l',
      type: 'forEach',
      flow: 'forEach',
      values: [],
      concurrency: 1,
      onFailure: 'fast',
    } as const;
    const choice = {
      id: 'c',
      type: 'if',
      flow: 'if',
      condition: 'x',
      onTrue: [log('t')],
      onFalse: [],
    } as const;
    const { nodes, edges } = flowOf(
      document([{ ...loop, tasks: [choice, log('in')] }, last], { finally: [log('f')] }),
    );
    const parents = new Map(nodes.map(({ id, parent }) => [id, parent]));
    expect(edges.filter(({ from, to }) => parents.get(from) !== parents.get(to))).toEqual([]);
    expect(new Set(edges.map(({ id }) => id)).size).toBe(edges.length);
  });
});

describe('the places of the graph', () => {
  const loop = {
    id: 'l',
    type: 'forEach',
    flow: 'forEach',
    values: [],
    concurrency: 1,
    onFailure: 'fast',
  } as const;
  const choice = {
    id: 'c',
    type: 'if',
    flow: 'if',
    condition: 'x',
    onTrue: [log('t')],
    onFalse: [log('u')],
  } as const;
  const flow = flowOf(document([{ ...loop, tasks: [choice] }, last], { finally: [log('f')] }));
  const { places, routes } = layoutOf(flow);

  it('are those of all nodes, and go down the way they run', () => {
    expect([...routes.keys()].toSorted()).toEqual(flow.edges.map(({ id }) => id).toSorted());
    expect([...places.keys()].toSorted()).toEqual(flow.nodes.map(({ id }) => id).toSorted());
    for (const { from, to } of flow.edges) {
      expect(places.get(to)!.y).toBeGreaterThan(places.get(from)!.y);
    }
  });

  it('of what stands in a group are inside it', () => {
    for (const { id, parent } of flow.nodes) {
      const [inner, outer] = [places.get(id)!, parent === null ? undefined : places.get(parent)!];
      expect(inner.x).toBeGreaterThanOrEqual(0);
      expect(inner.x + inner.width).toBeLessThanOrEqual(outer?.width ?? Infinity);
      expect(inner.y + inner.height).toBeLessThanOrEqual(outer?.height ?? Infinity);
    }
  });
});

describe('the way of an edge', () => {
  it('begins and ends at its nodes, and has the place of its label', () => {
    const way = { id: 'c', type: 'if', flow: 'if', condition: 'x', onTrue: [log('t')], onFalse: [] } as const;
    const flow = flowOf(document([way, last]));
    const { places, routes } = layoutOf(flow);
    const past = flow.edges.find(({ label }) => label === 'else')!;
    const { points, label } = routes.get(past.id)!;
    expect(points[0]!.y).toBeCloseTo(places.get('task:c')!.y + places.get('task:c')!.height);
    expect(points.at(-1)!.y).toBeCloseTo(places.get('task:last')!.y);
    const { x, y, width, height } = places.get('task:t')!;
    const isInside = label!.x > x && label!.x < x + width && label!.y > y && label!.y < y + height;
    expect(isInside).toBe(false);
  });

  it('is a line through two points, and bends at those between', () => {
    const [a, b, c] = [
      { x: 0, y: 0 },
      { x: 0, y: 10 },
      { x: 10, y: 20 },
    ];
    expect(pathThrough([a, b])).toBe('M 0,0 L 0,10');
    expect(pathThrough([a, b, c])).toBe('M 0,0 Q 0,10 10,20');
    expect(pathThrough([a, b, c, { x: 20, y: 20 }])).toBe('M 0,0 Q 0,10 5,15 Q 10,20 20,20');
    expect(pathThrough([a])).toBe('');
  });
});

describe('the graph in words', () => {
  it('tells each node with what it says and where it goes on, loops with what is in them', () => {
    const loop = {
      id: 'l',
      type: 'forEach',
      flow: 'forEach',
      values: '{{ v }}',
      concurrency: 1,
      onFailure: 'fast',
    } as const;
    const choice = {
      id: 'c',
      type: 'if',
      flow: 'if',
      condition: 'x',
      onTrue: [log('t')],
      onFalse: [],
    } as const;
    const lines = outlineOf(flowOf(document([{ ...loop, tasks: [choice] }, last])));
    expect(lines.map(({ text }) => text)).toEqual([
      'trigger hook, webhook; goes on to l',
      'loop l, forEach, for each of {{ v }}; goes on to last',
      'task last, log',
    ]);
    expect(lines[1]!.lines.map(({ text }) => text)).toEqual([
      'task c, if, x; goes on to t (then)',
      'task t, log',
    ]);
  });
});
