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
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG } from '../../config/config.js';
import { Conflict, Forbidden } from '../../errors/errors.js';
import { deriveKey } from '../../secrets/seal.js';
import { actorOf } from '../access/caller.js';
import { publicUrl } from '../hook-url.js';
import { Journal } from '../journal.service.js';
import { isRestricted, mayDecide } from './may-decide.js';
/** Approval, outcome, second it ends, who made it as base64url, signature. */
const TOKEN = /^(?<claim>(?<id>[0-9a-f-]{36})\.(?<outcome>[A-Za-z][\w-]{0,49})\.(?<until>\d{1,12})(?:\.(?<maker>[\w-]{1,600}))?)\.(?<mac>[\w-]{43})$/;
/** Makes, signs and reads links by which whoever has one may decide: HMAC-SHA256 over all that the link says. */
let ApprovalLinks = class ApprovalLinks {
    dataSource;
    journal;
    config;
    key;
    constructor(dataSource, journal, config) {
        this.dataSource = dataSource;
        this.journal = journal;
        this.config = config;
        this.key = deriveKey(config.masterKey, 'approvals');
    }
    /**
     * A link for each outcome; who made them is in the audit log before anybody has them. Throws Conflict where there can be
     * none, and Forbidden for whom the workflow does not let decide themselves.
     */
    async make(caller, approval) {
        const { id, link, status, outcomes, expiresAt } = approval;
        if (!link || status !== 'open') {
            const why = link ? 'it is not open any more' : 'the workflow lets nobody decide by link';
            throw new Conflict(why, { approval: id });
        }
        if (isRestricted(approval) && !mayDecide(caller, approval)) {
            throw new Forbidden('the workflow does not let this token decide, nor by links that it makes');
        }
        await this.note(caller, approval);
        const madeBy = Buffer.from(actorOf(caller)).toString('base64url');
        const until = Math.floor(expiresAt.getTime() / 1000);
        return Object.fromEntries(outcomes.map((outcome) => [outcome, this.urlOf(`${id}.${outcome}.${until}.${madeBy}`)]));
    }
    /** Null for anything that was not signed here, or is over. Looks nothing up. */
    read(token, now) {
        const said = TOKEN.exec(token)?.groups ?? {};
        const { claim = '', id = '', outcome = '', until = '', maker, mac = '' } = said;
        const isOurs = timingSafeEqual(sized(mac), this.sign(claim));
        const madeBy = maker === undefined ? null : Buffer.from(maker, 'base64url').toString();
        return isOurs && Number(until) * 1000 > now.getTime() ? { id, outcome, madeBy } : null;
    }
    urlOf(claim) {
        return `${publicUrl(this.config.http)}/approvals/${claim}.${this.sign(claim).toString('base64url')}`;
    }
    sign(claim) {
        return createHmac('sha256', this.key).update(claim).digest();
    }
    note(caller, { id, workflow, execution, task, outcomes }) {
        const deed = {
            verb: 'approval.link',
            subject: `approval:${id}`,
            message: `${workflow}: links for ${outcomes.join(', ')}`,
            details: { approval: id, execution, task, outcomes },
        };
        return this.dataSource.transaction((tx) => this.journal.write(tx, caller, deed));
    }
};
ApprovalLinks = __decorate([
    Injectable(),
    __param(2, Inject(CONFIG)),
    __metadata("design:paramtypes", [DataSource,
        Journal, Object])
], ApprovalLinks);
export { ApprovalLinks };
/** As long as a signature, whatever it is. */
function sized(mac) {
    const bytes = Buffer.alloc(32);
    Buffer.from(mac, 'base64url').copy(bytes);
    return bytes;
}
//# sourceMappingURL=approval-links.service.js.map