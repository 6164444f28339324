import { describe, expect, it } from 'vitest';
import { builtInActions } from '../actions/built-in-actions.js';
import { createActionRegistry } from '../actions/registry.js';
import type { DirectoryUser } from '../directories/directory.js';
import { compileWorkflow } from '../workflow/compile.js';
import { parseWorkflow } from '../workflow/parse.js';
import { type GivenEvent, storedEvent } from './given-event.js';
import { makePlan } from './make-plan.js';
import type { Plan, PlannedTask } from './plan.js';
import type { Stubs } from './planned-actions.js';
import type { PlanWorld } from './planner.js';
import { CLOSED_TOKENS, CLOSED_WAY } from './withheld-call.js';
import { WithheldSecrets } from './withheld-secrets.js';

const NOW = new Date('2026-11-25T00:00:00Z');
const actions = createActionRegistry(builtInActions(CLOSED_WAY, CLOSED_TOKENS));
const ADA: DirectoryUser = { id: 'ada', active: true, roles: ['dev'], groups: [], attributes: {} };
const EVENT: GivenEvent = {
  source: 'hr',
  type: 'user.left',
  subject: 'ada',
  body: { list: [1, 2], admin: true },
};

type Task = Readonly<Record<string, unknown>>;

const compiled = (tasks: readonly Task[], rest: object = {}) => {
  const triggers = [{ id: 'left', type: 'event', source: 'hr', events: ['user.left'] }];
  const text = JSON.stringify({ id: 'leaver', namespace: 'acme', triggers, tasks, ...rest });
  const { document, faults } = parseWorkflow(text, { catalog: actions });
  expect(faults).toEqual([]);
  return compileWorkflow(document!);
};

interface Given {
  readonly event?: GivenEvent;
  readonly stubs?: Stubs;
  readonly rest?: object;
  readonly others?: Readonly<Record<string, readonly Task[]>>;
}

function plan(
  tasks: readonly Task[],
  { event = EVENT, stubs, rest, others = {} }: Given = {},
): Promise<Plan> {
  const subflows = Object.entries(others).map(([name, own]) => {
    const limits = { claimScope: null, quotas: [] };
    return [name, { workflowId: name, revision: 1, workflow: compiled(own), limits }] as const;
  });
  const world: PlanWorld = {
    actions,
    directories: new Map([['main', { kind: 'own', name: 'main' }]]),
    findUser: (_, id) => Promise.resolve(id === 'ada' ? ADA : null),
    now: NOW,
    surroundings: () =>
      Promise.resolve({
        variables: { REGION: 'eu' },
        secrets: new WithheldSecrets(new Set(['TOKEN'])),
        subflows: new Map(subflows),
      }),
  };
  const workflow = compiled(tasks, rest);
  const place = { tenant: 'main', environment: 'production', workflowId: 'w', revision: 0 };
  return makePlan({ ...place, workflow, event: storedEvent(event, NOW), stubs }, world);
}

const call = (id: string, rest: Task = {}): Task => ({
  id,
  type: 'http.request',
  method: 'POST',
  url: `https://target.example/${id}`,
  ...rest,
});
const block = (name: string, ...tasks: Task[]): Task => Object.fromEntries([[name, tasks]]);
const say = (id: string, message: string): Task => ({ id, type: 'log', message });
const of = ({ tasks }: Plan, id: string): PlannedTask => tasks.find(({ task }) => task === id)!;
const statuses = ({ tasks }: Plan) => tasks.map(({ task, status }) => `${task} ${status}`);

describe('a plan', () => {
  it('tells each change as it would be, and the later ones on top of it', async () => {
    const made = await plan([
      { id: 'off', type: 'user.disable' },
      { id: 'again', type: 'user.disable' },
      { id: 'read', type: 'user.get' },
      say('said', 'active: {{ tasks.read.output.active }}'),
    ]);

    expect(made).toMatchObject({
      status: 'succeeded',
      trigger: 'left',
      revision: null,
      workflow: 'acme/leaver',
    });
    expect(of(made, 'off').effects).toEqual([
      {
        kind: 'change',
        directory: 'main',
        change: 'user.disable',
        user: 'ada',
        destructive: true,
        changed: true,
        difference: { active: { from: true, to: false } },
        call: null,
      },
    ]);
    expect(of(made, 'again').effects).toMatchObject([{ changed: false, difference: {} }]);
    expect(of(made, 'read').effects).toEqual([]);
    expect(of(made, 'said').output).toEqual({ message: 'active: false' });
  });

  it('knows a list of roles as destructive where the user has others', async () => {
    const update = (id: string, set: object): Task => ({ id, type: 'user.update', set });
    const made = await plan([
      update('more', { roles: ['dev', 'ops'], groups: ['x'] }),
      update('same', { roles: ['ops', 'dev'] }),
      update('less', { roles: ['ops'] }),
      update('rest', { email: 'a@b.c' }),
      update('none', { groups: null }),
    ]);

    const effects = ['more', 'same', 'less', 'rest', 'none'].flatMap((id) => of(made, id).effects);
    expect(effects.map((effect) => effect.kind === 'change' && effect.destructive)).toEqual([
      false,
      false,
      true,
      false,
      true,
    ]);
  });

  it('tells the exact call, with no secret and no credential in it', async () => {
    const made = await plan([
      call('tell', {
        headers: { authorization: "Bearer {{ secret('TOKEN') }}", 'x-region': "{{ var('REGION') }}" },
        body: { user: '{{ trigger.subject }}', key: "{{ secret('TOKEN') }}" },
      }),
    ]);

    expect(of(made, 'tell').effects).toEqual([
      {
        kind: 'call',
        method: 'POST',
        url: 'https://target.example/tell',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': expect.any(String),
          'signet-cause': '[stamp]',
          'x-region': 'eu',
        },
        body: '{"user":"ada","key":"[redacted]"}',
        exact: true,
      },
    ]);
    expect(of(made, 'tell').output).toBe('[unknown: tell]');
  });

  it('tells as much as it can of a call whose address is a secret', async () => {
    const made = await plan([call('tell', { url: "{{ secret('TOKEN') }}", body: 'hello' })]);

    expect(of(made, 'tell')).toMatchObject({
      status: 'succeeded',
      effects: [{ kind: 'call', method: 'POST', url: '[redacted]', body: 'hello', exact: false }],
    });
  });

  it('says where a task reads what only a run would tell, and goes on', async () => {
    const made = await plan([
      call('ask'),
      { ...say('loud', 'got {{ tasks.ask.output.body.name }}!'), if: 'tasks.ask.output.status == 200' },
      { id: 'kept', type: 'set', values: { all: '{{ tasks.ask.output }}' } },
      say('later', '{{ tasks.kept.output.all }}'),
      { id: 'who', type: 'user.disable', user: '{{ tasks.ask.output.body.id }}' },
      {
        id: 'each',
        type: 'forEach',
        values: '{{ tasks.ask.output.body.list }}',
        tasks: [say('one', '{{ each.value }}')],
      },
    ]);

    expect(made.status).toBe('succeeded');
    expect(of(made, 'loud')).toMatchObject({ unknown: ['ask'], input: { message: 'got [unknown: ask]!' } });
    expect(of(made, 'later')).toMatchObject({ unknown: ['kept'], output: '[unknown: later]' });
    expect(of(made, 'who').effects).toMatchObject([
      { user: '[unknown: ask]', changed: null, difference: {} },
    ]);
    expect(of(made, 'one')).toMatchObject({ rounds: [0], unknown: ['ask'] });
  });

  it('takes an output that is given for known', async () => {
    const tasks = [
      call('ask'),
      {
        id: 'which',
        type: 'if',
        condition: 'tasks.ask.output.status == 200',
        ...block('then', say('yes', 'yes')),
        else: [say('no', 'no')],
      },
    ];

    const found = await plan(tasks, { stubs: { ask: { output: { status: 404 } } } });

    expect(statuses(found)).toEqual(['ask succeeded', 'which succeeded', 'no succeeded']);
    expect(of(found, 'ask').effects).toHaveLength(1);
    expect(of(found, 'which')).toMatchObject({ output: { taken: 'else' }, unknown: [] });
  });

  it('goes through failures like a run: undo, errors, finally', async () => {
    const made = await plan(
      [
        call('made', { undo: call('unmade') }),
        { id: 'stop', type: 'fail', message: 'no' },
        say('never', 'never'),
      ],
      {
        rest: {
          compensate: true,
          errors: [say('sorry', '{{ execution.error.message }}')],
          finally: [say('end', 'end')],
        },
      },
    );

    expect(made).toMatchObject({ status: 'dead', error: { code: 'task_failed', message: 'no' } });
    expect(statuses(made)).toEqual([
      'made succeeded',
      'unmade succeeded',
      'stop failed',
      'sorry succeeded',
      'end succeeded',
    ]);
  });

  it('takes waits for over, however long, and retries for made', async () => {
    const made = await plan([
      { id: 'later', type: 'wait', for: '30d' },
      { id: 'gone', type: 'user.disable', user: 'nobody' },
    ]);

    expect(of(made, 'later')).toMatchObject({ status: 'succeeded', waitMs: 30 * 86_400_000 });
    expect(made).toMatchObject({ status: 'skipped', reason: 'subject_not_found' });
    expect(of(made, 'gone').effects).toEqual([]);
  });

  it('plans what a workflow starts, over the same users, and ends where they start one another for ever', async () => {
    const made = await plan(
      [
        {
          id: 'other',
          type: 'subflow',
          workflow: 'off',
          inputs: { who: '{{ trigger.subject }}' },
          wait: true,
        },
        { id: 'off', type: 'user.disable' },
        { id: 'end', type: 'return', output: '{{ tasks.other.output.output }}' },
      ],
      {
        others: {
          off: [
            { id: 'do', type: 'user.disable', user: '{{ trigger.body.who }}' },
            { id: 'back', type: 'return', output: { done: true } },
          ],
        },
      },
    );
    const loop = { id: 'again', type: 'subflow', workflow: 'loop', wait: true };
    const endless = await plan([loop], { others: { loop: [loop] } });

    expect(of(made, 'other').subflow).toMatchObject({
      status: 'succeeded',
      tasks: [{ task: 'do' }, { task: 'back' }],
    });
    expect(of(made, 'off').effects).toMatchObject([{ changed: false }]);
    expect(made.output).toEqual({ done: true });
    expect(endless).toMatchObject({ status: 'dead', error: { code: 'task_failed' } });
  });

  it('shows the first thousand tasks of a long loop, and how many more there are', async () => {
    const list = Array.from({ length: 3000 }, (_, index) => index);
    const made = await plan(
      [
        {
          id: 'each',
          type: 'forEach',
          values: '{{ trigger.body.list }}',
          concurrency: 5,
          tasks: [say('one', 'x')],
        },
      ],
      { event: { ...EVENT, body: { list } } },
    );

    expect(made).toMatchObject({ status: 'succeeded', omitted: 3001 - 1000 });
    expect(made.tasks).toHaveLength(1000);
  });

  it('says that nothing would run when no trigger takes the event', async () => {
    const made = await plan([say('one', 'x')], { event: { ...EVENT, type: 'user.created' } });

    expect(made).toMatchObject({ status: 'unmatched', trigger: null, tasks: [] });
  });
});
