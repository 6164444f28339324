import { describe, expect, it } from 'vitest';
import { changeSentence } from './changes';

const task = { part: 'task', id: 'profile' } as const;

describe('a change of a document', () => {
  it.each([
    [
      { kind: 'added', ...task, after: 'log, first in tasks' } as const,
      'Task profile is new: log, first in tasks.',
    ],
    [{ kind: 'removed', ...task, before: 'log' } as const, 'Task profile is gone: it was log.'],
    [
      { kind: 'moved', ...task, before: 'first in tasks', after: 'after trace in tasks' } as const,
      'Task profile was first in tasks and is now after trace in tasks.',
    ],
    [
      { kind: 'changed', ...task, property: 'set.active', before: true, after: false } as const,
      'Task profile: set.active was true and is now false.',
    ],
    [
      { kind: 'changed', part: 'trigger', id: 'hook', property: 'when', after: 'x' } as const,
      'Trigger hook: when is now x, and was not set.',
    ],
    [
      { kind: 'changed', part: 'workflow', id: null, property: 'labels', before: { a: 'b' } } as const,
      'The workflow: labels is not set any more; it was {"a":"b"}.',
    ],
  ])('is told in a sentence: %j', (change, sentence) => expect(changeSentence(change)).toBe(sentence));

  it('stays on one line, and is cut where it is long', () => {
    const change = {
      kind: 'changed',
      ...task,
      property: 'message',
      before: 'a\n  b',
      after: 'x'.repeat(500),
    } as const;
    expect(changeSentence(change)).toMatch(/^Task profile: message was a b and is now x{199}…\.$/);
  });
});
