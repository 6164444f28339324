import { NOT_WANTED } from './call.js';
import type { Journey } from './journey.js';
import type { CallResult, OutsideWork, Step } from './step.js';
import { keyOf } from './walk-state.js';

/** Calls of one execution that are under way in this worker. */
export class Calls {
  private readonly flying = new Map<string, AbortController>();
  private results: CallResult[] = [];
  private fault: { readonly error: unknown } | null = null;
  private wake: (() => void) | null = null;
  private looking = false;

  constructor(
    /** Rejects only with what makes this worker let go of the execution, or with what becomes of the task. */
    private readonly perform: (
      journey: Journey,
      work: OutsideWork,
      unwanted: AbortSignal,
    ) => Promise<CallResult>,
  ) {}

  get running(): ReadonlySet<string> {
    return new Set(this.flying.keys());
  }

  start({ journey, calls }: Pick<Step, 'journey' | 'calls'>): void {
    for (const work of calls) {
      const key = keyOf(work.run.taskId, work.run.iteration);
      const controller = new AbortController();
      this.flying.set(key, controller);
      void this.perform(journey, work, controller.signal)
        .then((result) => this.results.push(result))
        .catch((error: unknown) => {
          this.fault ??= { error };
        })
        .finally(() => {
          this.flying.delete(key);
          this.wake?.();
        });
    }
  }

  /** Cuts off what is not wanted any more; its result still comes. */
  cut(keys: readonly string[]): void {
    keys.forEach((key) => this.flying.get(key)?.abort(NOT_WANTED));
  }

  /** Lets `next` return, with nothing if there is nothing. */
  look(): void {
    this.looking = true;
    this.wake?.();
  }

  /** What came back since it was last asked, once something did. Rejects with what makes the worker let go. */
  async next(): Promise<readonly CallResult[]> {
    while (this.results.length === 0 && this.fault === null && this.flying.size > 0 && !this.looking) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    this.looking = false;
    if (this.fault) {
      throw this.fault.error;
    }
    return this.results.splice(0);
  }
}
