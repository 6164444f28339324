import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import type { Claimed } from '../ledger/claimed.js';
import type { Taker } from '../ledger/claim.repository.js';
import type { LimitScope } from '../ledger/limit-scope.js';
import { LimitedClaimRepository } from '../ledger/limited-claim.repository.js';
import { Overflow } from './overflow.service.js';

/** Claims of what may not run all at once, for a worker. */
@Injectable()
export class LimitedClaims {
  private adopted = false;
  /** Scopes that are being claimed, and whether somebody asked again meanwhile. */
  private readonly asked = new Map<LimitScope, boolean>();

  constructor(
    private readonly claims: LimitedClaimRepository,
    private readonly overflow: Overflow,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Calls `take` until it says that there is no more. One at a time for a scope, for they would only wait for each other:
   * whoever asks meanwhile has it called once more.
   */
  async inTurn(scope: LimitScope, take: () => Promise<boolean>): Promise<void> {
    if (this.asked.has(scope)) {
      this.asked.set(scope, true);
      return;
    }
    try {
      let more = true;
      while (more) {
        this.asked.set(scope, false);
        more = (await take()) || this.asked.get(scope) === true;
      }
    } finally {
      this.asked.delete(scope);
    }
  }

  /** What there is a slot for; what may not wait for one is ended, and its parents are told. */
  async claim(
    taker: Taker,
    scope: LimitScope,
  ): Promise<{ readonly claimed: Claimed[]; readonly parents: readonly string[] }> {
    const { claimed, overflown } = await this.claims.claim(taker, scope, (tx, over) =>
      this.overflow.settle(tx, over),
    );
    await this.overflow.count(overflown);
    return { claimed, parents: overflown.flatMap(({ parentId }) => parentId ?? []) };
  }

  /** Scopes in which something is due. */
  async scopes(): Promise<LimitScope[]> {
    if (this.config.limits.concurrency && !this.adopted) {
      await this.claims.adopt(null); // of before this limit was set
      this.adopted = true;
    }
    return this.claims.scopes();
  }
}
