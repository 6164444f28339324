var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Module } from '@nestjs/common';
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
let AnswersModule = class AnswersModule {
    watcher;
    streams;
    constructor(watcher, streams) {
        this.watcher = watcher;
        this.streams = streams;
    }
    /** Whoever waits is answered at once, whoever reads a stream comes again elsewhere. */
    close() {
        this.watcher.close();
        this.streams.close();
    }
    beforeApplicationShutdown() {
        this.close();
    }
};
AnswersModule = __decorate([
    Module({
        imports: [LedgerModule, WorkflowModule],
        providers: [CallbackSecrets, EventStreams, OutcomeView, Responder, Responses, StreamView, Watcher],
        exports: [CallbackSecrets, EventStreams, OutcomeView, Responder, Responses, Watcher],
    }),
    __metadata("design:paramtypes", [Watcher,
        EventStreams])
], AnswersModule);
export { AnswersModule };
//# sourceMappingURL=answers.module.js.map