import { describe, expect, it } from 'vitest';
import { compileWorkflow } from '../workflow/compile.js';
import type { TaskDefinition } from '../workflow/tasks/task-definition.js';
import { tasksBefore } from './tasks-before.js';

const action = (id: string, undo?: string): TaskDefinition => ({
  id,
  type: 'log',
  input: {},
  ...(undo === undefined ? {} : { undo: { id: undo, type: 'log', input: {} } }),
});

const workflow = compileWorkflow({
  id: 'w',
  namespace: 'n',
  labels: {},
  triggers: [],
  tasks: [
    action('a', 'undo-a'),
    {
      id: 'which',
      type: 'if',
      flow: 'if',
      condition: 'true',
      onTrue: [action('b'), action('c')],
      onFalse: [action('d')],
    },
    {
      id: 'each',
      type: 'forEach',
      flow: 'forEach',
      values: '{{ [1] }}',
      concurrency: 1,
      onFailure: 'all',
      tasks: [action('e')],
    },
    action('f'),
  ],
  finally: [action('last')],
});

const before = (from: string) => tasksBefore(workflow, from).map(({ id }) => id);

describe('the tasks before one', () => {
  it('are those that stand above it, loops with what is in them', () => {
    expect(before('a')).toEqual([]);
    expect(before('which')).toEqual(['a']);
    expect(before('f')).toEqual(['a', 'which', 'b', 'c', 'd', 'each', 'e']);
  });

  it('are not those it stands in', () => {
    expect(before('c')).toEqual(['a', 'b']);
    expect(before('d')).toEqual(['a', 'b', 'c']);
  });

  it('are asked in vain of what stands in a loop, of what is no task, and of what only follows an end', () => {
    expect(() => before('e')).toThrow('restart from each');
    expect(() => before('nobody')).toThrow('no task nobody');
    expect(() => before('last')).toThrow('restart from one of tasks');
    expect(() => before('undo-a')).toThrow('restart from one of tasks');
  });
});
