import { Module } from '@nestjs/common';
import { OutcomeView } from '../../ledger/outcome.view.js';
import { LedgerModule } from '../../ledger/ledger.module.js';
import { WorkflowModule } from '../../workflow/workflow.module.js';
import { EventStreams } from './event-streams.service.js';
import { Responder } from './responder.service.js';
import { StreamView } from '../../ledger/stream.view.js';
import { Watcher } from './watcher.service.js';

/** What callers hear of executions: waited for, streamed, answered. */
@Module({
  imports: [LedgerModule, WorkflowModule],
  providers: [EventStreams, OutcomeView, Responder, StreamView, Watcher],
  exports: [EventStreams, Responder, Watcher],
})
export class AnswersModule {}
