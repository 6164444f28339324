import type { Effect } from './plan.js';

/** What is found out about the tasks of one execution while it is planned. */
export class PlanBook {
  /** Tasks whose unknown outputs the expression read that was evaluated last. */
  unknownNow: readonly string[] = [];
  private readonly unknown = new Map<string, Set<string>>();
  private readonly effects = new Map<string, Effect[]>();

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

  /** Effects of a task run, which are not asked for again. */
  take(idempotencyKey: string): readonly Effect[] {
    const effects = this.effects.get(idempotencyKey) ?? [];
    this.effects.delete(idempotencyKey);
    return effects;
  }
}
