import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { ClientAddresses } from './client-addresses.js';
import { Throttle } from './throttle/throttle.service.js';

/** What is asked of a delivery before it is looked into, as one thing to inject: where it comes from, how many came. */
@Injectable()
export class Threshold {
  readonly addresses: ClientAddresses;

  constructor(
    readonly throttle: Throttle,
    @Inject(CONFIG) { http }: Config,
  ) {
    this.addresses = new ClientAddresses(http.trustedProxies);
  }
}
