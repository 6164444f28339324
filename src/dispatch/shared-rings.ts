import { Spacing } from '../config/spacing.js';
import type { LimitScope } from '../ledger/limit-scope.js';
import { CLAIMS_EVERY_MS, PLENTY, type Rung } from './bell-queue.js';

/**
 * Rings for several begin so far apart, or when there is as much to ring for as one claim takes. Claims keep less: with
 * the same they would stay out of step, and each ring wait once more.
 */
const EVERY_MS = 2 * CLAIMS_EVERY_MS;

/**
 * What is due and not yet rung for. Commits of deliveries follow each other faster than workers claim: a job for each
 * would cost more than what it says.
 */
export class SharedRings {
  private ids: string[] = [];
  private readonly scopes = new Set<LimitScope>();
  private readonly spacing = new Spacing(EVERY_MS, () => this.pump());

  constructor(private readonly ring: (rung: Rung) => void) {}

  add({ ids, scopes }: Rung): void {
    ids.forEach((id) => this.ids.push(id));
    scopes.forEach((scope) => this.scopes.add(scope));
    this.pump();
  }

  /** Rings now for whatever waits. */
  flush(): void {
    if (this.ids.length === 0) {
      return;
    }
    const rung = { ids: this.ids, scopes: [...this.scopes] };
    this.ids = [];
    this.scopes.clear();
    this.spacing.begin(rung.ids.length);
    this.ring(rung);
  }

  private pump(): void {
    if (this.ids.length >= PLENTY || (this.ids.length > 0 && this.spacing.mayBegin())) {
      this.flush();
    }
  }
}
