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
import { DEFAULT_TENANT } from '../../config/places.js';
import { Changes } from '../../database/changes.service.js';
import { Unauthenticated } from '../../errors/errors.js';
import { AccessTokensRepository } from './access-tokens.repository.js';
import { FIRST_ADMIN } from './caller.js';
import { digestOf, newToken, presentedToken } from './token.js';
import { TokenGuesses } from './token-guesses.service.js';
/** How long a token is believed without asking again, should a change not be announced. */
const BELIEVED_MS = 5000;
/** Tells who bears a token. Only tokens that exist are kept in memory, so guessing fills nothing. */
let AccessTokens = class AccessTokens {
    tokens;
    dataSource;
    clock;
    guesses;
    known = new Map();
    constructor(tokens, dataSource, clock, guesses, changes) {
        this.tokens = tokens;
        this.dataSource = dataSource;
        this.clock = clock;
        this.guesses = guesses;
        changes.on(['api_token'], () => this.forget());
    }
    /**
     * Throws Unauthenticated, alike for a token that is unknown, expired or revoked, and TooManyRequests for a client
     * that presented too many unknown ones.
     */
    async authenticate(token, from) {
        const row = token === null ? null : await this.lookFor(token, from);
        const isLive = row !== null && row.revokedAt === null && (row.expiresAt === null || row.expiresAt > this.clock.now());
        if (!isLive) {
            throw new Unauthenticated('a valid token is needed: Authorization: Bearer <token>');
        }
        const { id, name, role, tenant, namespaces } = row;
        return { tokenId: id, name, role, tenant, namespaces };
    }
    /** The bearer of a request's token. Throws as `authenticate`. */
    ofRequest({ headers, rawHeaders, socket }) {
        const from = { rawHeaders, remoteAddress: socket.remoteAddress ?? '' };
        return this.authenticate(presentedToken(headers.authorization), from);
    }
    async lookFor(token, from) {
        this.guesses.refuseMore(from);
        const row = await this.look(digestOf(token));
        if (row === null) {
            this.guesses.count(from);
        }
        return row;
    }
    /**
     * Records the given admin token, once; or, given none, makes one when no admin token works, and returns it: it is
     * shown this once and cannot be read again. Null when there was nothing to make.
     */
    async ensureAdminToken(token) {
        return this.dataSource.transaction(async (tx) => {
            if (token === null && (await this.tokens.hasAdmin(tx, DEFAULT_TENANT))) {
                return null;
            }
            const made = await this.makeAdminToken(tx, DEFAULT_TENANT, token ?? newToken());
            return token === null ? made : null;
        });
    }
    /** Records an admin token of a tenant and returns it, to be shown this once. */
    async makeAdminToken(tx, tenant, token = newToken()) {
        await this.tokens.insert(tx, {
            id: newId(),
            tenant,
            name: FIRST_ADMIN,
            digest: digestOf(token),
            role: 'admin',
            namespaces: [],
            expiresAt: null,
        });
        return token;
    }
    /** What this process changed itself, it need not be told. */
    forget() {
        this.known = new Map();
    }
    async look(digest) {
        const key = digest.toString('base64');
        const now = this.clock.now().getTime();
        const { known } = this; // what is read before a change and comes after it is forgotten with the rest
        const found = known.get(key);
        if (found && found.until > now) {
            return found.row;
        }
        const row = await this.tokens.findByDigest(digest);
        if (row === null) {
            known.delete(key);
        }
        else {
            known.set(key, { row, until: now + BELIEVED_MS });
        }
        return row;
    }
};
AccessTokens = __decorate([
    Injectable(),
    __param(2, Inject(CLOCK)),
    __metadata("design:paramtypes", [AccessTokensRepository,
        DataSource, Object, TokenGuesses,
        Changes])
], AccessTokens);
export { AccessTokens };
//# sourceMappingURL=access-tokens.service.js.map