import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../../config/clock.js';
import { SecretStore } from '../../secrets/secret-store.service.js';
import type { Sealing } from './proofs.js';

/** Seals secrets of one source for that source alone. */
@Injectable()
export class Sealings {
  constructor(
    private readonly secrets: SecretStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  of(tenant: string, name: string): Sealing {
    const context = `source:${tenant}/${name}`;
    return {
      seal: (plain) => this.secrets.sealFor(context, plain),
      open: (sealed) => this.secrets.openFor(context, sealed),
      fingerprint: (text) => this.secrets.fingerprintFor(context, text),
      now: () => this.clock.now(),
    };
  }
}
