import { type BeforeApplicationShutdown, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { IntakeModule } from '../intake/intake.module.js';
import { Poller, PollTools } from './poller.service.js';
import { PollLeasesRepository } from './poll-leases.repository.js';

/** The receiving half of Shared Signals that goes out by itself: streams are polled. */
@Module({
  imports: [IntakeModule],
  providers: [Poller, PollTools, PollLeasesRepository],
})
export class SsfModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly poller: Poller) {}

  onApplicationBootstrap(): void {
    this.poller.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.poller.stop();
  }
}
