import type { TakenAway } from '../actions/action.js';
import { hasMore } from '../actions/taken-away.js';
import type { DirectoryUser } from '../directories/directory.js';
import type { Effect } from './plan.js';
import type { Touch } from './planned-radius.js';

export type NewTouch = Omit<Touch, 'document'>;

interface Perhaps {
  readonly touch: NewTouch | null;
  readonly allBut: NonNullable<TakenAway['allBut']>;
}

/** What is found out about the tasks of one execution while it is planned. */
export class PlanBook {
  /** Tasks whose unknown outputs the expression read that was evaluated last. */
  unknownNow: readonly string[] = [];
  private readonly unknown = new Map<string, Set<string>>();
  private readonly effects = new Map<string, Effect[]>();
  private readonly destructive = new Set<string>();
  private readonly touches = new Map<string, NewTouch>();
  private readonly perhaps = new Map<string, Perhaps>();

  tell(taskId: string, unknown: readonly string[]): void {
    this.unknownNow = unknown;
    if (unknown.length > 0) {
      const known = this.unknown.get(taskId) ?? new Set<string>();
      unknown.forEach((one) => known.add(one));
      this.unknown.set(taskId, known);
    }
  }

  /** Tasks whose unknown outputs a task reads. */
  unknownFor(taskId: string): readonly string[] {
    return [...(this.unknown.get(taskId) ?? [])];
  }

  /** Begins a task run anew: what an earlier try of it would have done is not done twice. */
  begin(idempotencyKey: string): void {
    this.effects.delete(idempotencyKey);
  }

  add(idempotencyKey: string, effect: Effect): void {
    const known = this.effects.get(idempotencyKey);
    if (known) {
      known.push(effect);
    } else {
      this.effects.set(idempotencyKey, [effect]);
    }
  }

  /** What the task run changes takes something away from a user; null: from one that only a run would tell, who is not counted. */
  takesAway(idempotencyKey: string, touch: NewTouch | null): void {
    this.destructive.add(idempotencyKey);
    if (touch) {
      const key = JSON.stringify([touch.directory, touch.user]);
      this.touches.set(key, this.touches.get(key) ?? touch);
    }
  }

  /** It does so to a user who has more than `allBut`: `meet` tells. */
  mayTakeAway(idempotencyKey: string, perhaps: Perhaps): void {
    this.perhaps.set(idempotencyKey, perhaps);
  }

  /** Whom the task run meets; undefined: only its directory knows. */
  meet(idempotencyKey: string, user: DirectoryUser | null | undefined): void {
    const perhaps = this.perhaps.get(idempotencyKey);
    if (perhaps && hasMore(user, perhaps.allBut)) {
      this.takesAway(idempotencyKey, perhaps.touch);
    }
  }

  isDestructive(idempotencyKey: string): boolean {
    return this.destructive.has(idempotencyKey);
  }

  /** Users from whom something is taken away, each once, in their order. */
  get touched(): readonly NewTouch[] {
    return [...this.touches.values()];
  }

  /** Effects of a task run, which are not asked for again. */
  take(idempotencyKey: string): readonly Effect[] {
    const effects = this.effects.get(idempotencyKey) ?? [];
    this.effects.delete(idempotencyKey);
    return effects;
  }
}
