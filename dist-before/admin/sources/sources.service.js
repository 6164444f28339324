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
import { NotFound } from '../../errors/errors.js';
import { requireWholeTenant } from '../access/caller.js';
import { Journal } from '../journal.service.js';
import { shownHookLimits } from '../limits/given-limits.js';
import { KNOWN } from '../ports.js';
import { definitionOf } from './proofs.js';
import { requireProofs } from './require-proofs.js';
import { Sealings } from './sealings.service.js';
import { SourcesRepository } from './sources.repository.js';
/** Changes sources. Nothing is saved that could not prove its sender. */
let SourcesService = class SourcesService {
    dataSource;
    sources;
    journal;
    sealings;
    known;
    constructor(dataSource, sources, journal, sealings, known) {
        this.dataSource = dataSource;
        this.sources = sources;
        this.journal = journal;
        this.sealings = sealings;
        this.known = known;
    }
    find(tenant, name) {
        return this.sources.find(tenant, name);
    }
    /** Throws NotFound. */
    async require(tenant, name, tx) {
        const source = await this.sources.find(tenant, name, tx);
        if (!source) {
            throw new NotFound('there is no such source', { source: name });
        }
        return source;
    }
    /** Throws InvalidDocument when it could prove nobody. */
    async put(caller, name, given) {
        requireWholeTenant(caller);
        const sealing = this.sealings.of(caller.tenant, name);
        return this.dataSource.transaction(async (tx) => {
            await this.sources.lock(tx, caller.tenant, name);
            const before = await this.sources.find(caller.tenant, name, tx);
            const definition = definitionOf(given, before?.definition ?? null, sealing);
            requireProofs(definition, sealing, this.known);
            const description = given.description ?? null;
            const enabled = given.enabled ?? before?.enabled ?? true;
            await (before
                ? this.sources.update(tx, before.id, { description, definition, enabled })
                : this.sources.create(tx, caller.tenant, { name, description, definition, enabled }));
            await this.note(tx, caller, 'source.put', name, before ? 'changed' : 'created');
            return { source: await this.require(caller.tenant, name, tx), isNew: before === null };
        });
    }
    setEnabled(caller, name, enabled) {
        return this.alter(caller, name, enabled ? 'source.enable' : 'source.disable', (before) => before, enabled);
    }
    async remove(caller, name) {
        requireWholeTenant(caller);
        await this.dataSource.transaction(async (tx) => {
            await this.sources.lock(tx, caller.tenant, name);
            const source = await this.require(caller.tenant, name, tx);
            await this.sources.remove(tx, source.id);
            await this.note(tx, caller, 'source.delete', name, 'deleted');
        });
    }
    /**
     * Changes the definition of a source, one change at a time. Throws NotFound, InvalidDocument when it could prove
     * nobody afterwards, and what `alter` throws.
     */
    async alter(caller, name, verb, alter, enabled) {
        requireWholeTenant(caller);
        const sealing = this.sealings.of(caller.tenant, name);
        return this.dataSource.transaction(async (tx) => {
            await this.sources.lock(tx, caller.tenant, name);
            const before = await this.require(caller.tenant, name, tx);
            const definition = alter(before.definition, sealing);
            if (definition !== before.definition) {
                requireProofs(definition, sealing, this.known);
            }
            await this.sources.update(tx, before.id, {
                description: before.description,
                definition,
                ...(enabled === undefined ? {} : { enabled }),
            });
            await this.note(tx, caller, verb, name, 'changed');
            return this.require(caller.tenant, name, tx);
        });
    }
    note(tx, caller, verb, name, what) {
        return this.journal.write(tx, caller, {
            verb,
            subject: `source:${name}`,
            message: `source ${name} ${what}`,
        });
    }
};
SourcesService = __decorate([
    Injectable(),
    __param(4, Inject(KNOWN)),
    __metadata("design:paramtypes", [DataSource,
        SourcesRepository,
        Journal,
        Sealings, Object])
], SourcesService);
export { SourcesService };
/** What a source says, to be put again with changes; secrets it does not name stay. */
export function givenOf({ description, definition }) {
    const { verify, token, poll, ip, open, event, limits, vocabulary } = definition;
    return {
        ...(description !== null && { description }),
        ...(verify && { verify: keptVerify(verify) }),
        ...(token && { token: { from: token.from, ...(token.scheme && { scheme: token.scheme }) } }),
        ...(poll && { poll: withoutAuthorization(poll) }),
        ...(ip && { ip }),
        ...(open && { open }),
        ...(event && { event }),
        ...(limits && { limits: shownHookLimits(limits) }),
        ...(vocabulary && { vocabulary }),
    };
}
function keptVerify({ profile, config = {}, secretLater, }) {
    return { profile, config, ...(secretLater && { secretLater }) };
}
function withoutAuthorization(poll) {
    const { authorization: _, ...rest } = poll;
    return rest;
}
//# sourceMappingURL=sources.service.js.map