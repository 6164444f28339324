var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
var __param = (this && this.__param) || function (paramIndex, decorator) {
    return function (target, key) { decorator(target, key, paramIndex); }
};
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CLOCK } from '../../config/clock.js';
import { withConnection } from '../../database/session.js';
import { EventRepository } from '../../ledger/event.repository.js';
import { chooseAnswer, renderAnswer, } from '../../workflow/response/render-answer.js';
import { RevisionCache } from '../../workflow/revision-cache.service.js';
import { VariableStore } from '../../workflow/variable-store.service.js';
import { answerScope } from './answer-scope.js';
import { defaultsOf } from './default-answer.js';
/** Renders the responses that workflows define, out of the ledger: it holds no secret in clear. */
let Responses = class Responses {
    dataSource;
    events;
    revisions;
    variables;
    clock;
    constructor(dataSource, events, revisions, variables, clock) {
        this.dataSource = dataSource;
        this.events = events;
        this.revisions = revisions;
        this.variables = variables;
        this.clock = clock;
    }
    /** For an execution that has ended; null when its workflow says nothing for that end. Throws ExpressionFailed. */
    async ofEnd(outcome) {
        const workflow = await this.revisions.require(outcome);
        const { succeeded = [], failed = [] } = workflow.response ?? {};
        const branches = outcome.status === 'succeeded' ? succeeded : failed;
        const trigger = workflow.document.triggers.find(({ id }) => id === outcome.trigger);
        return this.render(branches, { opened: outcome, outcome, workflow }, defaultsOf(outcome.status, trigger));
    }
    /** For an execution that was accepted; null when its workflow says nothing for that. Throws ExpressionFailed. */
    async ofAcceptance(opened, defaults) {
        const workflow = await this.revisions.require(opened);
        const { accepted } = workflow.response ?? {};
        return this.render(accepted ? [accepted] : [], { opened, workflow }, defaults);
    }
    async render(branches, about, defaults) {
        if (branches.length === 0) {
            return null;
        }
        const readsEvent = branches.some((branch) => branch.readsEvent);
        const scope = await this.scope(about, readsEvent);
        const answer = chooseAnswer(branches, scope);
        return answer ? renderAnswer(answer, scope, defaults) : null;
    }
    async scope(about, readsEvent) {
        const { opened, workflow } = about;
        const [event, variables] = await Promise.all([
            readsEvent ? this.event(opened.eventId) : null,
            this.variables.values(opened.tenant, workflow.document.namespace, opened.environment),
        ]);
        return answerScope({ ...about, event, variables, now: this.clock.now() });
    }
    async event(id) {
        const found = await withConnection(this.dataSource, (db) => this.events.find(db, [id]));
        return found.get(id) ?? null;
    }
};
Responses = __decorate([
    Injectable(),
    __param(4, Inject(CLOCK)),
    __metadata("design:paramtypes", [DataSource,
        EventRepository,
        RevisionCache,
        VariableStore, Object])
], Responses);
export { Responses };
//# sourceMappingURL=responses.service.js.map