import {
  type BeforeApplicationShutdown,
  Module,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { IntakeModule } from '../intake/intake.module.js';
import { Poller, PollTools } from './poller.service.js';
import { PollLeasesRepository } from './poll-leases.repository.js';

/** The receiving half of Shared Signals that goes out by itself: streams are polled. */
@Module({
  imports: [IntakeModule],
  providers: [Poller, PollTools, PollLeasesRepository],
})
export class SsfModule implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  private stopped: Promise<void> | null = null;

  constructor(private readonly poller: Poller) {}

  onApplicationBootstrap(): void {
    this.poller.start();
  }

  /** Begins before anybody is waited for: a slow transmitter keeps nothing else from its end. */
  onModuleDestroy(): void {
    this.stopped = this.poller.stop();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stopped;
  }
}
