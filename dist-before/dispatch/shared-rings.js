import { Spacing } from '../config/spacing.js';
import { CLAIMS_EVERY_MS, PLENTY } from './bell-queue.js';
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
    ring;
    ids = [];
    scopes = new Set();
    spacing = new Spacing(EVERY_MS, () => this.pump());
    constructor(ring) {
        this.ring = ring;
    }
    add({ ids, scopes }) {
        ids.forEach((id) => this.ids.push(id));
        scopes.forEach((scope) => this.scopes.add(scope));
        this.pump();
    }
    /** Rings now for whatever waits. */
    flush() {
        if (this.ids.length === 0) {
            return;
        }
        const rung = { ids: this.ids, scopes: [...this.scopes] };
        this.ids = [];
        this.scopes.clear();
        this.spacing.begin(rung.ids.length);
        this.ring(rung);
    }
    pump() {
        if (this.ids.length >= PLENTY || (this.ids.length > 0 && this.spacing.mayBegin())) {
            this.flush();
        }
    }
}
//# sourceMappingURL=shared-rings.js.map