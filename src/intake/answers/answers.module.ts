import { type BeforeApplicationShutdown, Module } from '@nestjs/common';
import { LedgerModule } from '../../ledger/ledger.module.js';
import { OutcomeView } from '../../ledger/outcome.view.js';
import { StreamView } from '../../ledger/stream.view.js';
import { WorkflowModule } from '../../workflow/workflow.module.js';
import { CallbackSecrets } from './callback/callback-secrets.service.js';
import { EventStreams } from './event-streams.service.js';
import { Responder } from './responder.service.js';
import { Responses } from './responses.service.js';
import { Watcher } from './watcher.service.js';

/** What callers hear of executions: waited for, streamed, answered. */
@Module({
  imports: [LedgerModule, WorkflowModule],
  providers: [CallbackSecrets, EventStreams, OutcomeView, Responder, Responses, StreamView, Watcher],
  exports: [CallbackSecrets, EventStreams, OutcomeView, Responder, Responses, Watcher],
})
export class AnswersModule implements BeforeApplicationShutdown {
  constructor(
    private readonly watcher: Watcher,
    private readonly streams: EventStreams,
  ) {}

  /** Whoever waits is answered at once, whoever reads a stream comes again elsewhere. */
  close(): void {
    this.watcher.close();
    this.streams.close();
  }

  beforeApplicationShutdown(): void {
    this.close();
  }
}
