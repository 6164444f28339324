import type { BlastRadius } from '../config/limits.js';
import { limitOf, sizeThatMatters, termsOf } from '../runner/radius-terms.js';
import type { WorkflowDocument } from '../workflow/document.js';

/** A user from whom a plan would take something away. */
export interface Touch {
  /** The workflow for which it counts. */
  readonly document: WorkflowDocument;
  readonly task: string;
  readonly directory: string;
  readonly user: string;
}

/** How far a workflow would go into its blast radius. */
export interface PlannedRadius {
  /** `namespace/id`. */
  readonly workflow: string;
  /** Different users it would take something away from. */
  readonly users: number;
  /** Most within the window before a person is asked; null when any number. Of several directories, the smallest. */
  readonly limit: number | null;
  /** In milliseconds; null when nobody is asked. */
  readonly windowMs: number | null;
  /** How often a person would have been asked, each taken to approve at once. */
  readonly asks: number;
  /** The first time: for the `user`th one within the window. */
  readonly first: RadiusAsked | null;
}

export interface RadiusAsked {
  readonly at: string;
  /** Null for an event that was given. */
  readonly event: string | null;
  readonly task: string;
  readonly user: number;
}

/** Users of a directory counted up to `most`; null where they are not known. */
export type SizeOf = (directory: string, most: number) => Promise<number | null>;

/** Counts for each workflow what a real run would count, from an empty window on. */
export class RadiusBook {
  private readonly byWorkflow = new Map<string, RadiusTally>();

  constructor(
    private readonly usual: BlastRadius,
    private readonly sizeOf: SizeOf,
  ) {}

  /** What the plan of one event touches; events must come in the order of their times. */
  async count(touched: readonly Touch[], event: { readonly id: string; readonly at: Date }): Promise<void> {
    for (const touch of touched) {
      const name = `${touch.document.namespace}/${touch.document.id}`;
      const tally = this.byWorkflow.get(name) ?? new RadiusTally(touch.document, this.usual, this.sizeOf);
      this.byWorkflow.set(name, tally);
      await tally.touch(touch, event);
    }
  }

  /** Of workflows that touch nobody nothing is told. */
  report(): PlannedRadius[] {
    return [...this.byWorkflow].map(([workflow, tally]) => ({ workflow, ...tally.report() }));
  }
}

class RadiusTally {
  private readonly terms: ReturnType<typeof termsOf>;
  private readonly limits = new Map<string, number>();
  private readonly ever = new Set<string>();
  /** Users by the last time, the longest ago first. */
  private readonly within = new Map<string, number>();
  private asks = 0;
  private first: RadiusAsked | null = null;

  constructor(
    document: WorkflowDocument,
    usual: BlastRadius,
    private readonly sizeOf: SizeOf,
  ) {
    this.terms = termsOf(document, usual);
  }

  async touch(
    { task, directory, user }: Touch,
    { id, at }: { readonly id: string; readonly at: Date },
  ): Promise<void> {
    const key = JSON.stringify([directory, user]);
    this.ever.add(key);
    if (this.terms === null) {
      return;
    }
    const limit = await this.limitFor(directory, this.terms);
    this.forgetUntil(at.getTime() - this.terms.windowMs);
    if (!this.within.delete(key) && this.within.size >= limit) {
      const event = id === '' ? null : id;
      this.asks += 1;
      this.first ??= { at: at.toISOString(), event, task, user: this.within.size + 1 };
      this.within.clear(); // approved: the count begins anew
    }
    this.within.set(key, at.getTime());
  }

  report(): Omit<PlannedRadius, 'workflow'> {
    const least = Math.min(...this.limits.values());
    return {
      users: this.ever.size,
      limit: Number.isFinite(least) ? least : null,
      windowMs: this.terms?.windowMs ?? null,
      asks: this.asks,
      first: this.first,
    };
  }

  private async limitFor(directory: string, terms: NonNullable<RadiusTally['terms']>): Promise<number> {
    const most = sizeThatMatters(terms);
    const limit =
      this.limits.get(directory) ?? limitOf(terms, most === 0 ? null : await this.sizeOf(directory, most));
    this.limits.set(directory, limit);
    return limit;
  }

  private forgetUntil(time: number): void {
    for (const [user, last] of this.within) {
      if (last > time) {
        return;
      }
      this.within.delete(user);
    }
  }
}
