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
import { AuditLogRepository } from '../../audit/audit-log.repository.js';
import { newId } from '../../config/clock.js';
import { Conflict, Forbidden, InvalidRequest, NotFound } from '../../errors/errors.js';
import { readParameters } from '../../intake/parameters/read-parameters.js';
import { holdsZero } from '../../intake/zero-character.js';
import { ApprovalRepository } from '../../ledger/approval.repository.js';
import { ApprovalView } from '../../ledger/approval.view.js';
import { BlastRadiusRepository } from '../../ledger/blast-radius.repository.js';
import { ClaimRepository } from '../../ledger/claim.repository.js';
import { BELL } from '../../recovery/bell.js';
import { compileParameters } from '../../workflow/parameters/compile-parameters.js';
import { actorOf } from '../access/caller.js';
import { isRestricted, mayDecide } from './may-decide.js';
/** Executions woken in one go. */
const MOST_WOKEN = 1000;
const MOST_USERS = 1_000_000;
/** The tables a decision writes, as one thing to inject. */
let ApprovalStores = class ApprovalStores {
    approvals;
    claims;
    audit;
    radius;
    constructor(approvals, claims, audit, radius) {
        this.approvals = approvals;
        this.claims = claims;
        this.audit = audit;
        this.radius = radius;
    }
};
ApprovalStores = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [ApprovalRepository,
        ClaimRepository,
        AuditLogRepository,
        BlastRadiusRepository])
], ApprovalStores);
export { ApprovalStores };
/** Decides what executions wait for: once, by whom the workflow names. */
let Approvals = class Approvals {
    dataSource;
    view;
    stores;
    bell;
    constructor(dataSource, view, stores, bell) {
        this.dataSource = dataSource;
        this.view = view;
        this.stores = stores;
        this.bell = bell;
    }
    /** Throws NotFound, also for one out of reach. Without a reach, whichever has that id. */
    async require(reach, id, db) {
        const approval = await this.view.find(reach, id, db);
        if (!approval) {
            throw new NotFound('there is no such approval', { approval: id });
        }
        return approval;
    }
    /** Throws NotFound, Forbidden, InvalidRequest for what cannot be an answer, Conflict when it is not open. */
    async decide(caller, id, answer) {
        const approval = await this.require(caller, id);
        if (!mayDecide(caller, approval)) {
            throw new Forbidden('the workflow does not let this token decide');
        }
        return this.write(approval, answer, actorOf(caller));
    }
    /**
     * The one that a link, whose signature has been proven, is about. Throws NotFound where links decide nothing; nor does one
     * that does not say who made it, where the workflow says who may decide.
     */
    async requireLinked({ id, madeBy }) {
        const approval = await this.require(null, id);
        if (!approval.link || (madeBy === null && isRestricted(approval))) {
            throw new NotFound('there is no such approval', { approval: id });
        }
        return approval;
    }
    /** By whoever has such a link. Throws as `decide`. */
    async decideByLink(claim, answer) {
        const approval = await this.requireLinked(claim);
        return this.write(approval, answer, claim.madeBy === null ? 'link' : `link:${claim.madeBy}`);
    }
    async write(approval, answer, by) {
        const { id, execution } = approval;
        const fields = fieldsOf(approval, answer);
        const { outcome } = answer;
        const woken = await this.dataSource.transaction(async (tx) => {
            // The execution first, as whoever runs it locks them too.
            const due = await this.stores.claims.wake([execution], tx);
            await this.stores.radius.lockAsker(tx, id);
            if (!(await this.stores.approvals.decide(tx, id, { outcome, fields, by }))) {
                throw new Conflict('it is not open any more', { approval: id });
            }
            if (approval.kind === 'blast_radius') {
                await this.stores.radius.decide(tx, id, outcome === 'approve', usersIn(fields));
            }
            await this.stores.audit.append(tx, [
                {
                    id: newId(),
                    tenant: approval.tenant,
                    at: new Date(),
                    verb: 'approval.decide',
                    actor: by,
                    subject: approval.subject,
                    executionId: execution,
                    taskId: approval.task,
                    message: `${approval.workflow}: ${outcome}`,
                    outcome,
                    details: { approval: id, fields },
                },
            ]);
            return due;
        });
        this.bell.ring(woken.ids, { scopes: woken.scopes });
        if (approval.kind === 'blast_radius') {
            await this.wakeHeld(id);
        }
        return this.require(null, id);
    }
    /** Whoever is not told, for this process dies, the sweeper tells. */
    async wakeHeld(approval) {
        for (let more = true; more;) {
            const { ids, scopes } = await this.stores.radius.wake(approval, MOST_WOKEN);
            this.bell.ring(ids, { scopes });
            more = ids.length === MOST_WOKEN;
        }
    }
};
Approvals = __decorate([
    Injectable(),
    __param(3, Inject(BELL)),
    __metadata("design:paramtypes", [DataSource,
        ApprovalView,
        ApprovalStores, Object])
], Approvals);
export { Approvals };
function fieldsOf(approval, { outcome, fields, isForm }) {
    const { kind } = approval;
    if (!approval.outcomes.includes(outcome)) {
        throw new InvalidRequest(`outcome must be one of ${approval.outcomes.join(', ')}`);
    }
    const parameters = compileParameters(approval.fields);
    const known = new Set(parameters.map(({ name }) => name));
    const unknown = Object.keys(fields).filter((name) => !known.has(name));
    const read = readParameters(parameters, { body: fields, query: {}, headers: {}, isForm });
    const faults = [
        ...unknown.map(() => ({ path: 'fields', message: 'has a field the approval does not ask for' })),
        ...(read.ok ? [] : read.faults.map(({ name, message }) => ({ path: `fields.${name}`, message }))),
    ];
    if (!read.ok || faults.length > 0) {
        throw new InvalidRequest('the fields are not what the approval asks for', { errors: faults });
    }
    if (kind === 'blast_radius' && isOutside(usersIn(read.values))) {
        throw new InvalidRequest(`users must be from 1 to ${MOST_USERS}`);
    }
    if (holdsZero(JSON.stringify(read.values))) {
        throw new InvalidRequest('a field holds a zero character, which cannot be stored');
    }
    return read.values;
}
/** How many more may be touched; null when that is not said. */
function usersIn({ users }) {
    return typeof users === 'number' ? users : null;
}
function isOutside(users) {
    return users !== null && !(users >= 1 && users <= MOST_USERS);
}
//# sourceMappingURL=approvals.service.js.map