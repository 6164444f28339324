import type { Scope } from '../../src/workflow/expression/scope.js';

/** A scope as a run would give it, over the given trigger body. */
export function aScope(body: unknown = {}, rest: Partial<Scope> = {}): Scope {
  return {
    trigger: {
      type: 'user.created',
      id: 'evt_1',
      subject: 'usr_1',
      time: '2026-01-31T12:00:00Z',
      body,
      headers: {},
    },
    inputs: {},
    tasks: {},
    execution: { id: 'exe_1' },
    workflow: { id: 'welcome', namespace: 'acme' },
    variables: {},
    secrets: (name) => `value-of-${name}`,
    now: new Date('2026-02-01T00:00:00Z'),
    uuid: () => '00000000-0000-7000-8000-000000000001',
    ...rest,
  };
}
