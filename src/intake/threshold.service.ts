import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { ClientAddresses } from './client-addresses.js';
import { Crowd } from './crowd.js';
import type { Hook } from './hook.js';
import { Throttle } from './throttle/throttle.service.js';
import type { ThrottleVerdict } from './throttle/throttle-rule.js';
import type { RawRequest } from './verification/raw-request.js';
import type { Way } from './way.js';

/** What is asked of a delivery before it is looked into: where it comes from, how many came. */
@Injectable()
export class Threshold {
  readonly crowd: Crowd;
  private readonly addresses: ClientAddresses;

  constructor(
    private readonly throttles: Throttle,
    @Inject(CONFIG) { http, intake }: Config,
  ) {
    this.addresses = new ClientAddresses(http.trustedProxies);
    this.crowd = new Crowd(intake.queueMs);
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
