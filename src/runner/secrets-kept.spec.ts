import { describe, expect, it } from 'vitest';

import { aJourney, aTask, TestWalk } from '../../test/support/a-walk.js';
import type { TaskDefinition } from '../workflow/tasks/task-definition.js';

const SECRET = 'kingfisher-1852';

function walk(tasks: readonly TaskDefinition[]): TestWalk {
  const journey = { ...aJourney(tasks), secrets: new Map([['KEY', SECRET]]) };
  return new TestWalk({ ...journey, subflows: new Map([['other', { workflow: journey.workflow }]]) as never });
}

const toSubflow = (value: string): TaskDefinition =>
  aTask('sub', 'subflow', { flow: 'subflow', workflow: 'other', inputs: { value }, wait: true });
const toEvent = (subject: string): TaskDefinition =>
  aTask('await', 'wait', { flow: 'wait', event: { source: 's', events: ['e'], subject }, onTimeout: [] });

describe('what a secret went into', () => {
  it.each([
    ['inputs of a subflow', toSubflow],
    ['the subject of a wait', toEvent],
  ])('does not become %s, not even by a document of before', (_what, task) => {
    const { step } = walk([task("{{ base64(secret('KEY')) }}")]);

    expect(step.burial).toMatchObject({ error: { message: expect.stringMatching(/^secret\(\) cannot/) } });
    expect(step.state.notes).toMatchObject({ opens: [], waits: [] });
  });
});
