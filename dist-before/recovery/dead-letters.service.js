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
import { AuditLogRepository } from '../audit/audit-log.repository.js';
import { newId } from '../config/clock.js';
import { Conflict, NotFound } from '../errors/errors.js';
import { countsOf } from '../ledger/quota.js';
import { QuotaRepository } from '../ledger/quota.repository.js';
import { outerClaimScope, quotasOfWorkflow } from '../workflow/deployed-limits.js';
import { LimitBook } from '../workflow/limit-book.service.js';
import { BELL } from './bell.js';
import { DeadLetterView } from './dead-letter.view.js';
import { ReplayRepository } from './replay.repository.js';
import { entryOf } from './resolver.js';
/** Letters of one transaction. */
const CHUNK = 200;
/** Letters one call replays when it does not say how many. */
const MOST = 10_000;
const BEGINNING = '00000000-0000-0000-0000-000000000000';
/** What a replay writes and asks besides the letters, as one thing to inject. */
let ReplayParts = class ReplayParts {
    replays;
    quotas;
    limits;
    audit;
    constructor(replays, quotas, limits, audit) {
        this.replays = replays;
        this.quotas = quotas;
        this.limits = limits;
        this.audit = audit;
    }
};
ReplayParts = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ReplayRepository,
        QuotaRepository,
        LimitBook,
        AuditLogRepository])
], ReplayParts);
export { ReplayParts };
/** What becomes of executions that were given up on: run again, or let go. */
let DeadLettersService = class DeadLettersService {
    dataSource;
    letters;
    parts;
    bell;
    constructor(dataSource, letters, parts, bell) {
        this.dataSource = dataSource;
        this.letters = letters;
        this.parts = parts;
        this.bell = bell;
    }
    /** Throws NotFound, also for a letter out of reach. */
    async require(reach, execution, tx) {
        const letter = await this.letters.find(reach, execution, tx);
        if (!letter) {
            throw new NotFound('there is no such dead letter', { execution });
        }
        return letter;
    }
    /**
     * Opens a new execution for the same event and closes the letter, or returns the execution an earlier replay opened.
     * Throws NotFound, or Conflict for a letter that was discarded or lacks what it takes to run again.
     */
    async replay(by, execution, options) {
        const before = await this.require(by, execution);
        const [made] = before.status === 'open' ? await this.replayChunk(by, [execution], options) : [];
        if (made) {
            return { execution: made.execution, replayOf: execution, isNew: true };
        }
        const letter = await this.require(by, execution);
        if (letter.replayExecution !== null) {
            return { execution: letter.replayExecution, replayOf: execution, isNew: false };
        }
        throw new Conflict(letter.status === 'discarded'
            ? 'the dead letter was discarded'
            : 'it cannot run again: its event is past retention, or its environment is gone', { execution, letter: letter.status });
    }
    /** How many letters `replayAll` would take. */
    preview(by, filter, limit = MOST) {
        return this.parts.replays.count(by, { ...filter, status: 'open' }, limit);
    }
    /** Replays what matches now, oldest first, a chunk per transaction; what dies again meanwhile is left alone. */
    async replayAll(by, filter, options, limit = MOST) {
        const until = newId();
        const matches = await this.preview(by, filter, limit);
        const executions = [];
        let after = BEGINNING;
        for (let left = limit; left > 0;) {
            const chunk = await this.parts.replays.next(by, { ...filter, status: 'open' }, { after, until, limit: Math.min(CHUNK, left) });
            if (chunk.length === 0) {
                break;
            }
            const made = await this.replayChunk(by, chunk, options);
            executions.push(...made.map((one) => one.execution));
            after = chunk.at(-1);
            left -= chunk.length;
        }
        return { matches, executions };
    }
    /** Lets an execution go for good. Discarding again changes nothing; throws NotFound, or Conflict once replayed. */
    async discard(by, execution, note) {
        return this.dataSource.transaction(async (tx) => {
            const before = await this.require(by, execution, tx);
            if (await this.parts.replays.discard(tx, execution, by.actor, note)) {
                await this.parts.audit.append(tx, [
                    entryOf(by, 'dead_letter.discard', before.subject, execution, { message: note }),
                ]);
            }
            const letter = await this.require(by, execution, tx);
            if (letter.status !== 'discarded') {
                throw new Conflict('the dead letter was replayed', { execution, letter: letter.status });
            }
            return letter;
        });
    }
    async replayChunk(by, executions, options) {
        const letters = executions.map((execution) => ({ execution, newId: newId() }));
        const outer = await this.parts.limits.of(by.tenant);
        const outerScope = outerClaimScope(by.tenant, outer);
        const made = await this.dataSource.transaction(async (tx) => {
            const replayed = await this.parts.replays.replay(tx, letters, by.actor, { ...options, outerScope });
            const entries = replayed.map((one) => entryOf(by, 'dead_letter.replay', one.subject, one.replayOf, {
                message: `replayed as ${one.execution}`,
                details: { replay: one.execution, from: options.from, revision: options.revision },
            }));
            if (entries.length > 0) {
                await this.parts.audit.append(tx, entries);
            }
            // Counted, and never refused: who replays has decided that it runs.
            const quotas = replayed.map((one) => quotasOfWorkflow({ tenant: by.tenant, ...one }, one.limits ?? {}, outer));
            await this.parts.quotas.add(tx, countsOf(quotas));
            return replayed;
        });
        if (made.length > 0) {
            const scopes = made.flatMap(({ claimScope }) => (claimScope === null ? [] : [claimScope]));
            this.bell.ring(made.map(({ execution }) => execution), { scopes: [...new Set(scopes)] });
        }
        return made;
    }
};
DeadLettersService = __decorate([
    Injectable(),
    __param(3, Inject(BELL)),
    __metadata("design:paramtypes", [DataSource,
        DeadLetterView,
        ReplayParts, Object])
], DeadLettersService);
export { DeadLettersService };
//# sourceMappingURL=dead-letters.service.js.map