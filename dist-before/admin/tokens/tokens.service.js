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
import { CLOCK, newId } from '../../config/clock.js';
import { Conflict, Forbidden, InvalidRequest, NotFound } from '../../errors/errors.js';
import { isWithinReach } from '../../ledger/reach.view.js';
import { AccessTokensRepository } from '../access/access-tokens.repository.js';
import { AccessTokens } from '../access/access-tokens.service.js';
import { FIRST_ADMIN, FOLDER } from '../access/caller.js';
import { digestOf, newToken } from '../access/token.js';
import { Journal } from '../journal.service.js';
/** Names of those whom this program makes, whether they are there now or not. */
const OWN_NAMES = [FIRST_ADMIN, FOLDER.name];
/** Makes and revokes tokens. Nobody makes one that reaches further than their own. */
let TokensService = class TokensService {
    dataSource;
    tokens;
    access;
    journal;
    clock;
    constructor(dataSource, tokens, access, journal, clock) {
        this.dataSource = dataSource;
        this.tokens = tokens;
        this.access = access;
        this.journal = journal;
        this.clock = clock;
    }
    /** The token itself is in the answer and nowhere else. Throws Forbidden, InvalidRequest, Conflict for a name that is taken. */
    async create(caller, given) {
        const { name, role, namespaces = [], expiresAt } = given;
        if (!reaches(caller, namespaces)) {
            throw new Forbidden('a token may not reach further than the one that makes it');
        }
        if (expiresAt !== undefined && expiresAt <= this.clock.now()) {
            const errors = [{ path: 'expiresAt', message: 'must be in the future' }];
            throw new InvalidRequest('the token would have expired already', { errors });
        }
        const id = newId();
        const token = newToken();
        const row = { id, tenant: caller.tenant, name, digest: digestOf(token), role, namespaces };
        await this.dataSource.transaction(async (tx) => {
            if (OWN_NAMES.includes(name) || (await this.tokens.hasName(tx, caller.tenant, name))) {
                throw new Conflict('there is a token of that name: the audit log could not tell them apart', {
                    name,
                });
            }
            await this.tokens.insert(tx, { ...row, expiresAt: expiresAt ?? null });
            const details = { name, role, namespaces };
            await this.journal.write(tx, caller, {
                verb: 'token.create',
                subject: `token:${id}`,
                message: `token ${name} created`,
                details,
            });
        });
        return { ...given, namespaces, id, token };
    }
    /** Takes effect at once here, and on every other process as soon as it is told. Revoking again changes nothing. */
    async revoke(caller, id) {
        await this.dataSource.transaction(async (tx) => {
            const row = await this.tokens.find(tx, caller.tenant, id);
            if (!row || !reaches(caller, row.namespaces)) {
                throw new NotFound('there is no such token', { token: id });
            }
            if (row.revokedAt === null) {
                await this.tokens.revoke(tx, id);
                const message = `token ${row.name} revoked`;
                await this.journal.write(tx, caller, { verb: 'token.revoke', subject: `token:${id}`, message });
            }
        });
        this.access.forget();
    }
    /** Those that reach no further than the caller's. */
    list(caller, after, limit) {
        return this.tokens.list(caller, after, limit);
    }
};
TokensService = __decorate([
    Injectable(),
    __param(4, Inject(CLOCK)),
    __metadata("design:paramtypes", [DataSource,
        AccessTokensRepository,
        AccessTokens,
        Journal, Object])
], TokensService);
export { TokensService };
/** A token without namespaces reaches all of them. */
function reaches(caller, namespaces) {
    return namespaces.length === 0
        ? caller.namespaces.length === 0
        : namespaces.every((namespace) => isWithinReach(caller, namespace));
}
//# sourceMappingURL=tokens.service.js.map