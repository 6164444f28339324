import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { ClientAddresses } from './client-addresses.js';
import type { Hook } from './hook.js';
import { Throttle } from './throttle/throttle.service.js';
import type { ThrottleVerdict } from './throttle/throttle-rule.js';
import type { RawRequest } from './verification/raw-request.js';
import type { Way } from './way.js';

/** Of the longest wait, what one turn of the event loop may spend on deliveries: several of them are behind an answer. */
const TURN_SHARE = 0.2;

/** What is asked of a delivery before it is looked into: where it comes from, how many came. */
@Injectable()
export class Threshold {
  private readonly addresses: ClientAddresses;
  /** When the first delivery of this turn of the event loop was looked at. */
  private turnBegan: number | null = null;

  constructor(
    private readonly throttles: Throttle,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.addresses = new ClientAddresses(config.http.trustedProxies);
  }

  /**
   * True when whoever comes now is better told to come again: those before it have waited too long, be it to be written
   * down (`waitedMs`), be it in this turn of the event loop, in which it has itself waited unread.
   */
  isCrowded(waitedMs: number): boolean {
    const now = performance.now();
    if (this.turnBegan === null) {
      this.turnBegan = now;
      setImmediate(() => {
        this.turnBegan = null;
      });
    }
    const { queueMs } = this.config.intake;
    return waitedMs > queueMs || now - this.turnBegan > queueMs * TURN_SHARE;
  }

  /** Proxies looked through; null when it cannot be told. */
  addressOf(request: RawRequest): string | null {
    return this.addresses.of(request);
  }

  /** Null when nothing counts the delivery, as it is for tokens that we fetched ourselves. Never rejects. */
  async throttle({ throttle }: Hook, way: Way): Promise<ThrottleVerdict | null> {
    const rules = way.isDocumentedLimited ? throttle.documented : throttle.usual;
    return rules.length === 0 || way.jti !== undefined ? null : this.throttles.check(rules);
  }
}
