import type { Action, ActionContext, Affected, Effect } from '../actions/action.js';
import { InvalidParameters, TaskFailed } from '../errors/errors.js';
import { UNWATCHED } from '../outbound/oauth/token-watch.js';
import { REDACTED } from '../workflow/expression/template.js';
import type { PlanBook } from './plan-book.js';
import { hasPlaceholder, unknownOutput } from './unknown.js';
import { plannedCall, WithheldCall } from './withheld-call.js';

/** What a task is taken to give, by its id. */
export type Stubs = Readonly<Record<string, Stub>>;
export type Stub = { readonly output: unknown } | { readonly error: string };

type Input = Readonly<Record<string, unknown>>;

/** Actions that tell what they would do. `actions` must speak to the world by a closed way only. */
export class PlannedActions {
  constructor(
    private readonly actions: ReadonlyMap<string, Action>,
    private readonly stubs: Stubs,
    private readonly book: PlanBook,
  ) {}

  require(type: string): Action {
    const action = this.actions.get(type)!;
    return { ...action, prepare: (input, context) => this.prepare(action, input, context) };
  }

  private prepare(action: Action, input: Input, context: ActionContext): Effect {
    const isLoose = this.book.unknownNow.length > 0;
    this.book.begin(context.idempotencyKey);
    const effect = this.tryToPrepare(action, input, context, isLoose || holdsRedacted(input));
    this.noteTouched(effect?.kind === 'outside' ? effect.affects : undefined, context);
    switch (effect?.kind) {
      case undefined:
        return this.answering(context.taskId, () => unknownOutput(context.taskId));
      case 'none': {
        const { output, log } = effect;
        for (const { verb, subject, message } of effect.audit ?? []) {
          this.book.add(context.idempotencyKey, { kind: 'audit', verb, subject, message });
        }
        const told = {
          ...this.answering(context.taskId, () => (isLoose ? unknownOutput(context.taskId) : output)),
        };
        return log === undefined ? told : { ...told, log };
      }
      case 'own':
        throw new Error('a directory of a plan is an outside one');
      case 'outside':
        return {
          kind: 'outside',
          perform: async (signal) => {
            const output = await this.perform(effect, signal, context);
            const { taskId } = context;
            return this.answering(taskId, () => (isLoose ? unknownOutput(taskId) : output)).output;
          },
        };
    }
  }

  private noteTouched(affects: Affected | undefined, { idempotencyKey, taskId }: ActionContext): void {
    if (!affects) {
      return;
    }
    const { directory, user, allBut } = affects;
    const touch = hasPlaceholder(user) ? null : { task: taskId, directory, user };
    if (allBut) {
      this.book.mayTakeAway(idempotencyKey, { touch, allBut });
    } else {
      this.book.takesAway(idempotencyKey, touch);
    }
  }

  /** Undefined for what cannot be told without a secret or an unknown output; its input is shown as far as it goes. */
  private tryToPrepare(
    action: Action,
    input: Input,
    context: ActionContext,
    isInexact: boolean,
  ): Effect | undefined {
    try {
      return action.prepare(input, context);
    } catch (error) {
      if (!isInexact || !(error instanceof InvalidParameters)) {
        throw error;
      }
      if (action.type === 'http.request') {
        this.book.add(context.idempotencyKey, inexactCall(input));
      }
      return undefined;
    }
  }

  /** The output, unknown where the call was withheld. */
  private async perform(
    effect: Extract<Effect, { kind: 'outside' }>,
    signal: AbortSignal,
    { taskId, idempotencyKey }: ActionContext,
  ): Promise<unknown> {
    try {
      return await effect.perform(signal, UNWATCHED);
    } catch (error) {
      if (!(error instanceof WithheldCall)) {
        throw error;
      }
      this.book.add(idempotencyKey, plannedCall(error.request));
      return unknownOutput(taskId);
    }
  }

  private answering(taskId: string, output: () => unknown): { kind: 'none'; output: unknown } {
    const stub = Object.hasOwn(this.stubs, taskId) ? this.stubs[taskId] : undefined;
    if (stub && 'error' in stub) {
      throw new TaskFailed(stub.error, { task: taskId });
    }
    return { kind: 'none', output: stub ? stub.output : output() };
  }
}

function holdsRedacted(input: Input): boolean {
  return JSON.stringify(input).includes(REDACTED);
}

function inexactCall(input: Input): ReturnType<typeof plannedCall> {
  const { method, url, body } = input;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const request = {
    method: typeof method === 'string' ? method.toUpperCase() : 'GET',
    url: typeof url === 'string' ? url : JSON.stringify(url),
    ...(text === undefined ? {} : { body: text }),
  };
  return plannedCall(request, false);
}
