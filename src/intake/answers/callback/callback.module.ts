import { Module } from '@nestjs/common';
import { LedgerModule } from '../../../ledger/ledger.module.js';
import { WorkflowModule } from '../../../workflow/workflow.module.js';
import { AnswersModule } from '../answers.module.js';
import { CallbackMaterials, CallbackPost } from './callback-post.service.js';
import { CallbackSender, CallbackStores } from './callback-sender.service.js';

/** The sending half of callbacks, for workers. */
@Module({
  imports: [AnswersModule, LedgerModule, WorkflowModule],
  providers: [CallbackMaterials, CallbackPost, CallbackSender, CallbackStores],
})
export class CallbackModule {}
