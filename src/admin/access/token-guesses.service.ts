import { Inject, Injectable } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { CLOCK, type Clock } from '../../config/clock.js';
import { CONFIG, type Config } from '../../config/config.js';
import { TooManyRequests } from '../../errors/errors.js';
import { ClientAddresses } from '../../intake/client-addresses.js';
import { TokenBuckets } from '../../intake/limits/token-buckets.js';
import type { RawRequest } from '../../intake/verification/raw-request.js';
import { expectRises } from '../../telemetry/expect-rises.js';
import { Metrics } from '../../telemetry/metrics.js';

/** Tokens of nobody that one client may present at once, and how fast it may present more. */
const GUESSES = { burst: 300, perSecond: 1 };
const RETRY_AFTER_SECONDS = Math.ceil(1 / GUESSES.perSecond);

/** 16-bit groups of an IPv6 address that name a client: the other half it chooses itself. */
const NETWORK_GROUPS = 4;

/** Where a token came from. */
export type Origin = Pick<RawRequest, 'rawHeaders' | 'remoteAddress'>;

/** Slows down who tries tokens out, by the address they come from and no other; its memory has an upper bound. */
@Injectable()
export class TokenGuesses {
  private readonly addresses: ClientAddresses;
  private readonly left: TokenBuckets;

  constructor(
    @Inject(CONFIG) { http }: Config,
    @Inject(CLOCK) clock: Clock,
    private readonly metrics: Metrics,
  ) {
    this.addresses = new ClientAddresses(http.trustedProxies);
    this.left = new TokenBuckets(GUESSES, clock);
    expectRises(metrics.tokenGuesses, [{ outcome: 'limited' }, { outcome: 'refused' }]);
  }

  /** Throws TooManyRequests when that client guessed too often: the token, right or wrong, is not looked up. */
  refuseMore(from: Origin): void {
    if (!this.left.holds(this.clientOf(from))) {
      this.metrics.tokenGuesses.inc({ outcome: 'limited' });
      throw new TooManyRequests('too many unknown tokens came from this address', {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    }
  }

  /** Notes a token that nobody has. */
  count(from: Origin): void {
    this.metrics.tokenGuesses.inc({ outcome: 'refused' });
    this.left.take(this.clientOf(from));
  }

  private clientOf(from: Origin): string {
    const address = this.addresses.of(from) ?? 'unknown';
    return ipaddr.IPv6.isValid(address)
      ? ipaddr.IPv6.parse(address).parts.slice(0, NETWORK_GROUPS).join(':')
      : address;
  }
}
