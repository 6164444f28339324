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
import { NotFound, TargetRefused } from '../errors/errors.js';
import { GuardedClient } from '../outbound/guarded-client.js';
import { OutboundTokens } from '../outbound/oauth/outbound-tokens.js';
import { readTokenClient } from '../outbound/oauth/token-need.js';
import { ScimDirectory } from './scim/scim-directory.js';
import { isUserKey } from './scim/scim-lookup.js';
/** Longest time a changed directory goes unnoticed when nobody calls `forget`. */
const KEPT_MS = 5_000;
const MAIN = { kind: 'own', name: 'main' };
/** Injection token of an `OpenToken`. */
export const OPEN_TOKEN = Symbol('OPEN_TOKEN');
/** What a directory's token is sealed for: it opens nowhere else. */
export function tokenContext(tenant, name) {
    return `directory:${tenant}/${name}`;
}
/** What the secret of a directory's client is sealed for: taken for a token, as by a version that knows no clients, it does not open. */
export function clientSecretContext(tenant, name) {
    return `${tokenContext(tenant, name)}#client`;
}
/** Directories as configured in the table `directory`. A tenant without a row `main` has the built-in one. */
let DirectoriesService = class DirectoriesService {
    dataSource;
    http;
    openToken;
    tokens;
    kept = new Map();
    constructor(dataSource, http, openToken, tokens) {
        this.dataSource = dataSource;
        this.http = http;
        this.openToken = openToken;
        this.tokens = tokens;
    }
    async require(tenant, name) {
        const directory = (await this.all(tenant)).get(name);
        if (directory === undefined) {
            throw new NotFound(`no directory is called ${name}`, { directory: name });
        }
        return directory;
    }
    all(tenant) {
        const kept = this.kept.get(tenant);
        if (kept !== undefined && Date.now() < kept.until) {
            return kept.directories;
        }
        const directories = this.load(tenant);
        const entry = { until: Date.now() + KEPT_MS, directories };
        this.kept.set(tenant, entry);
        directories.catch(() => {
            if (this.kept.get(tenant) === entry) {
                this.kept.delete(tenant);
            }
        });
        return directories;
    }
    /** As `all`, the outside ones spoken to by other ways; not kept. */
    through(ways, tenant) {
        return this.load(tenant, ways);
    }
    /** Looks again at the next call: something about directories changed. */
    forget() {
        this.kept.clear();
    }
    async load(tenant, ways = { http: this.http, tokens: this.tokens }) {
        const rows = await this.dataSource.query('select name, type, url, sealed_token, config from directory where tenant = $1', [tenant]);
        const configured = rows.map((row) => [row.name, this.build(tenant, row, ways)]);
        return new Map([[MAIN.name, MAIN], ...configured]);
    }
    build(tenant, row, ways) {
        if (row.type === 'local') {
            return { kind: 'own', name: row.name };
        }
        const { name, url } = row;
        if (url === null || row.sealed_token === null) {
            return unusable(name, 'has no url or no token');
        }
        const { userKey = 'any' } = row.config;
        if (!isUserKey(userKey)) {
            return unusable(name, 'has a userKey that is none');
        }
        const token = this.credential(tenant, { ...row, sealed: row.sealed_token }, ways.tokens);
        return 'fault' in token
            ? unusable(name, token.fault)
            : new ScimDirectory({ name, baseUrl: url, token: token.credential, userKey, http: ways.http });
    }
    credential(tenant, { name, sealed, config: { auth } }, tokens) {
        const context = auth === undefined ? tokenContext(tenant, name) : clientSecretContext(tenant, name);
        const opened = this.findToken(sealed, context);
        if (opened === null) {
            return { fault: 'has a token that does not open with this key' };
        }
        if (auth === undefined) {
            return { credential: opened };
        }
        try {
            const client = { ...readTokenClient({ ...auth, clientSecret: opened }), tenant };
            return { credential: { client, tokens } };
        }
        catch {
            return { fault: 'has an auth that is none' };
        }
    }
    findToken(sealed, context) {
        try {
            return this.openToken(sealed, context);
        }
        catch {
            return null; // the cause could quote what it tried to open
        }
    }
};
DirectoriesService = __decorate([
    Injectable(),
    __param(2, Inject(OPEN_TOKEN)),
    __metadata("design:paramtypes", [DataSource,
        GuardedClient, Function, OutboundTokens])
], DirectoriesService);
export { DirectoriesService };
/** Fails the tasks that use it, and only those. */
function unusable(name, why) {
    return {
        kind: 'outside',
        name,
        apply: () => Promise.reject(new TargetRefused(`the directory ${name} ${why}`, { directory: name })),
    };
}
//# sourceMappingURL=directories.service.js.map