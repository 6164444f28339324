var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Conflict, NotFound } from '../../errors/errors.js';
import { shortTypeOf } from '../../intake/ssf/event-types.js';
import { RegistrationsRepository } from '../../ssf/registrations.repository.js';
import { Transmitters } from '../../ssf/transmitters.service.js';
import { requireWholeTenant } from '../access/caller.js';
import { Journal } from '../journal.service.js';
import { Sealings } from './sealings.service.js';
import { SourcesService } from './sources.service.js';
import { SsfStreamView } from './ssf-stream.view.js';
/** What streams are known and kept with, as one thing to inject. */
let SsfStores = class SsfStores {
    dataSource;
    registrations;
    view;
    journal;
    sealings;
    constructor(dataSource, registrations, view, journal, sealings) {
        this.dataSource = dataSource;
        this.registrations = registrations;
        this.view = view;
        this.journal = journal;
        this.sealings = sealings;
    }
};
SsfStores = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        RegistrationsRepository,
        SsfStreamView,
        Journal,
        Sealings])
], SsfStores);
export { SsfStores };
/** Looks after streams that were set up at their transmitter: how they are, whether they work, their end. */
let SsfStreams = class SsfStreams {
    sources;
    transmitters;
    stores;
    constructor(sources, transmitters, stores) {
        this.sources = sources;
        this.transmitters = transmitters;
        this.stores = stores;
    }
    /** `remote` asks the transmitter for the status, too. Throws NotFound, or what kept the transmitter from telling. */
    async show(caller, name, remote = false) {
        const source = await this.sources.require(caller.tenant, name);
        const registration = await this.stores.registrations.find(source.id);
        const model = modelOf(source, registration, await this.stores.view.get(source.id));
        const endpoint = registration?.transmitter.statusEndpoint;
        if (!remote || !registration || !endpoint) {
            return model;
        }
        const access = this.accessTo(caller, name, registration, endpoint);
        model.status = { ...(await this.transmitters.readStatus(access, registration.streamId)), at: null };
        return model;
    }
    /** Asks for a verification event with a state of its own; `show` tells when it has come. */
    async verify(caller, name) {
        const { source, registration } = await this.requireRegistered(caller, name);
        const endpoint = registration.transmitter.verificationEndpoint;
        if (endpoint === null) {
            throw new Conflict('the transmitter verifies no streams', { source: name });
        }
        const state = randomBytes(24).toString('base64url');
        await this.stores.dataSource.transaction(async (tx) => {
            await this.stores.registrations.expectState(tx, source.id, state);
            await this.stores.journal.write(tx, caller, {
                verb: 'source.ssf_verify',
                subject: `source:${name}`,
                message: `verification of the stream of source ${name} asked for`,
            });
        });
        const access = this.accessTo(caller, name, registration, endpoint);
        await this.transmitters.askVerification(access, registration.streamId, state);
        return this.show(caller, name);
    }
    /** Ends the stream at the transmitter; the source stays, and polls no more. */
    async remove(caller, name) {
        const { source, registration } = await this.requireRegistered(caller, name);
        const endpoint = registration.transmitter.configurationEndpoint;
        await this.transmitters.deleteStream(this.accessTo(caller, name, registration, endpoint), registration.streamId);
        await this.sources.alter(caller, name, 'source.poll_stop', (before) => {
            const { poll: _, ...after } = before;
            return after;
        });
        await this.stores.dataSource.transaction(async (tx) => {
            await this.stores.registrations.forget(tx, source.id);
            await this.stores.journal.write(tx, caller, {
                verb: 'source.ssf_delete',
                subject: `source:${name}`,
                message: `stream ${registration.streamId} of source ${name} deleted`,
            });
        });
    }
    async requireRegistered(caller, name) {
        requireWholeTenant(caller);
        const source = await this.sources.require(caller.tenant, name);
        const registration = await this.stores.registrations.find(source.id);
        if (!registration) {
            throw new NotFound('the source has no stream that was set up from here', { source: name });
        }
        return { source, registration };
    }
    accessTo(caller, name, { sealedToken }, endpoint) {
        const token = sealedToken === null ? null : this.stores.sealings.of(caller.tenant, name).open(sealedToken);
        return { endpoint, token };
    }
};
SsfStreams = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SourcesService,
        Transmitters,
        SsfStores])
], SsfStreams);
export { SsfStreams };
function modelOf(source, registration, row) {
    const { poll } = source.definition;
    const events = (registration?.events ?? []).map((address) => shortTypeOf(address) ?? address);
    return {
        source: source.name,
        streamId: registration?.streamId ?? null,
        issuer: registration?.transmitter.issuer ?? null,
        method: registration?.method ?? null,
        endpoint: registration?.endpoint ?? poll?.endpoint ?? null,
        events,
        status: row.status === null ? null : { status: row.status, reason: row.statusReason, at: row.statusAt },
        verification: { pending: row.isAsked, askedAt: row.askedAt, verifiedAt: row.verifiedAt },
        poll: poll ? { polling: row.isPolled, polledAt: row.polledAt, nextPollAt: row.nextPollAt } : null,
        lastEventAt: row.lastEventAt,
        lastError: later(row.refusal, row.pollError),
    };
}
function later(one, other) {
    return one && other ? (Date.parse(one.at) > Date.parse(other.at) ? one : other) : (one ?? other);
}
//# sourceMappingURL=ssf-streams.service.js.map