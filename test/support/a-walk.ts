/** Walks over made-up actions: the type of a task says which effect it has. */
import type { Action, Effect } from '../../src/actions/action.js';
import { TargetUnavailable, TaskFailed } from '../../src/errors/errors.js';
import type { TaskRun } from '../../src/ledger/task-run.js';
import { EMPTY_INBOX, type Journey } from '../../src/runner/journey.js';
import type { OutsideWork, Step } from '../../src/runner/step.js';
import { advance, type News, type WalkParts } from '../../src/runner/walk.js';
import { WalkState } from '../../src/runner/walk-state.js';
import { compileWorkflow } from '../../src/workflow/compile.js';
import type { WorkflowDocument } from '../../src/workflow/document.js';
import type { TaskDefinition } from '../../src/workflow/tasks/task-definition.js';

export const NOW = new Date('2026-11-21T00:00:00Z');

const AFFECTED = { directory: 'main', isOwn: true, user: 'u' };

const EFFECTS: Record<string, (input: Readonly<Record<string, unknown>>) => Effect> = {
  say: (input) => ({ kind: 'none', output: { said: true, ...input } }),
  change: () => ({
    kind: 'own',
    directory: 'main',
    change: { kind: 'user.get', user: 'u' },
    conclude: ({ changed }) => ({ changed }),
  }),
  call: () => ({ kind: 'outside', perform: async () => null }),
  take: () => ({ kind: 'outside', affects: AFFECTED, perform: async () => null }),
  takeOwn: () => ({
    kind: 'own',
    directory: 'main',
    affects: AFFECTED,
    change: { kind: 'user.disable', user: 'u' },
    conclude: ({ changed }) => ({ changed }),
  }),
  refuse: () => {
    throw new TargetUnavailable('down');
  },
  fail: () => {
    throw new TaskFailed('no');
  },
};

/** Parts whose clock can be set. */
export class TestParts implements WalkParts {
  at = NOW;
  readonly actions = {
    require: (type: string): Action => ({
      type,
      description: '',
      input: {},
      output: {},
      prepare: EFFECTS[type]!,
    }),
  };
  readonly checkInput = (): void => undefined;
  readonly now = (): Date => this.at;
  readonly random = (): number => 0;
  readonly stamp = (): string => 'a stamp';
  outputBudget = Infinity;
}

export const aTask = (id: string, type: string, rest: object = {}): TaskDefinition => ({
  id,
  type,
  input: {},
  ...rest,
});

export function aJourney(tasks: readonly TaskDefinition[], rest: Partial<WorkflowDocument> = {}): Journey {
  const document = { id: 'w', namespace: 'n', labels: {}, triggers: [], tasks, ...rest };
  const execution = {
    id: 'e',
    tenant: 'main',
    eventId: 'v',
    workflowId: 'w',
    revision: 1,
    environment: 'production',
    test: false,
    triggerId: 't',
    lane: null,
    attempt: 1,
    fence: '1',
    takeovers: 0,
    dueAt: new Date(),
    skewMs: 0,
    replayOf: null,
    parentId: null,
    depth: 0,
    claimScope: null,
    inOrder: false,
  };
  return {
    execution,
    event: { subject: 'u', inputs: null, depth: 0, lineage: [] as readonly string[] } as Journey['event'],
    trigger: { body: { role: 'admin', list: [1, 2, 3] } },
    workflow: compileWorkflow(document),
    timeoutMs: document.timeoutMs,
    startedAt: NOW.getTime(),
    directories: new Map(),
    variables: {},
    subflows: new Map(),
    ends: new Map(),
    inbox: EMPTY_INBOX,
    secrets: new Map(),
  };
}

/** One execution walked by hand, a commit after every step. */
export class TestWalk {
  step: Step;

  constructor(
    readonly journey: Journey,
    runs: readonly TaskRun[] = [],
    readonly parts = new TestParts(),
  ) {
    this.step = advance(journey, WalkState.of(runs), this.parts);
  }

  /** Commits the step and goes on with what happened. */
  on(news: News = {}): Step {
    this.step.calls.forEach((work) => this.made.set(keyOf(work), work));
    const running = new Set(
      [...this.step.running].filter((key) => !news.results?.some((one) => keyOf(one.work) === key)),
    );
    this.step = advance(this.journey, this.step.state.committed(), this.parts, { running, ...news });
    return this.step;
  }

  /** A call comes back with an output. */
  answer(taskId: string, output: unknown = null): Step {
    return this.on({ results: [{ work: this.callOf(taskId), output }] });
  }

  /** A call comes back with an error. */
  refuse(taskId: string, error: unknown): Step {
    return this.on({ results: [{ work: this.callOf(taskId), error }] });
  }

  apply(): Step {
    const result = { changed: true, user: null, difference: {} };
    return this.on({ own: { work: this.step.own!, result } });
  }

  private readonly made = new Map<string, OutsideWork>();

  /** `task` or `task#iteration`. */
  private callOf(key: string): OutsideWork {
    return this.step.calls.find((work) => keyOf(work) === key) ?? this.made.get(key)!;
  }
}

const keyOf = ({ run }: OutsideWork): string =>
  run.iteration === 0 ? run.taskId : `${run.taskId}#${run.iteration}`;

/** What a step wants written down, `task status`, in the order of the document. */
export function written({ state }: Pick<Step, 'state'>): string[] {
  const { added, changed } = state.unsaved();
  return [...added, ...changed]
    .toSorted((one, other) => one.position - other.position || one.iteration - other.iteration)
    .map((run) => `${keyOf({ run } as OutsideWork)} ${run.status}`);
}
