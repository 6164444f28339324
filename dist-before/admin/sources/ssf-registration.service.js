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
import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Conflict, TargetRefused } from '../../errors/errors.js';
import { Transmitters } from '../../ssf/transmitters.service.js';
import { requireWholeTenant } from '../access/caller.js';
import { PRESETS } from '../ports.js';
import { givenOf, SourcesService } from './sources.service.js';
import { isOtherSender, requireManaged, sourceProofs, streamRequest, } from './ssf-plan.js';
import { SsfStores } from './ssf-streams.service.js';
import { StreamDoors } from './stream-doors.service.js';
/** Sets streams up at their transmitter, and the sources here that they feed. Doing it again changes what is there. */
let SsfRegistration = class SsfRegistration {
    sources;
    transmitters;
    stores;
    presets;
    doors;
    constructor(sources, transmitters, stores, presets, doors) {
        this.sources = sources;
        this.transmitters = transmitters;
        this.stores = stores;
        this.presets = presets;
        this.doors = doors;
    }
    /** True when the source is new. Throws Conflict, InvalidParameters, or what the transmitter said. */
    async register(caller, name, given) {
        requireWholeTenant(caller);
        const before = await this.sources.find(caller.tenant, name);
        const known = before ? await this.stores.registrations.find(before.id) : null;
        const plan = await this.plan(caller, before, known, given);
        const endpoint = requireManaged(plan);
        const kept = before && givenOf(before);
        const put = (said) => this.sources.put(caller, name, { ...kept, ...sourceProofs(kept, plan, said) });
        // The hook is open before the transmitter hears of it; until the audience is known it asks to come again.
        const { source, isNew } = before ? { source: before, isNew: false } : await put(null);
        const isHeld = before !== null && (await this.hold(caller, before, plan));
        const access = { endpoint, token: plan.token };
        let stream = null;
        try {
            const request = streamRequest(plan, await this.doors.open(source.address), name);
            stream = await this.agree(access, request, known);
            await put(stream);
            await this.save(caller, source, plan, stream);
        }
        catch (error) {
            if (isNew) {
                await this.undo(caller, name, access, stream);
            }
            else if (isHeld) {
                await this.release(caller, name);
            }
            throw error;
        }
        return isNew;
    }
    /**
     * A source that is there stays as it is until the transmitter has agreed. What it would refuse, and take afterwards, is
     * asked to come again meanwhile: true then.
     */
    async hold(caller, before, plan) {
        if (before.definition.pending || !isOtherSender(givenOf(before), plan)) {
            return false;
        }
        await this.sources.alter(caller, before.name, 'source.put', (now) => ({ ...now, pending: true }));
        return true;
    }
    async release(caller, name) {
        await this.sources.alter(caller, name, 'source.put', (now) => {
            const { pending: _, ...open } = now;
            return open;
        });
    }
    /** A stream must not go on pushing to a hook that is no more. */
    async undo(caller, name, access, stream) {
        if (stream) {
            await this.transmitters.deleteStream(access, stream.streamId).catch(() => undefined);
        }
        await this.sources.remove(caller, name);
    }
    async plan(caller, before, known, given) {
        const { verify } = before?.definition ?? {};
        if (before && this.presets.get(verify?.profile ?? '')?.errors !== 'rfc8935') {
            throw new Conflict('the source has another kind of sender: choose another name', {
                source: before.name,
            });
        }
        const transmitter = await this.transmitters.discover(given.transmitter);
        if (known && known.transmitter.issuer !== transmitter.issuer) {
            throw new Conflict(`the source has a stream at ${known.transmitter.issuer}: delete that first`);
        }
        const open = (sealed) => this.stores.sealings.of(caller.tenant, before.name).open(sealed);
        const newest = verify?.secrets.at(-1);
        return {
            given,
            transmitter,
            token: given.token ?? (known?.sealedToken ? open(known.sealedToken) : null),
            isKept: newest !== undefined,
            authorization: newest ? open(newest.sealed) : `Bearer ${randomBytes(32).toString('base64url')}`,
        };
    }
    /** The stream that is there, changed; or a new one. */
    async agree(access, request, known) {
        const there = known && (await this.transmitters.findStream(access, known.streamId))
            ? known.streamId
            : await this.findOurs(access, request);
        if (there !== null) {
            return this.transmitters.updateStream(access, there, request);
        }
        try {
            return await this.transmitters.createStream(access, request);
        }
        catch (error) {
            if (error instanceof TargetRefused && error.details['status'] === 409) {
                throw new Conflict('the transmitter has a stream for this receiver already, which is not of this source');
            }
            throw error;
        }
    }
    /** A stream that pushes to our hook was set up by an earlier try whose end we did not see. */
    async findOurs(access, { push }) {
        if (!push) {
            return null;
        }
        const streams = await this.transmitters.listStreams(access);
        return streams.find(({ endpoint }) => endpoint === push.endpoint)?.streamId ?? null;
    }
    async save(caller, { id, name, address }, { given, transmitter, token }, { streamId, endpoint, eventsDelivered }) {
        const { method } = given;
        const sealing = this.stores.sealings.of(caller.tenant, name);
        await this.stores.dataSource.transaction(async (tx) => {
            await this.stores.registrations.save(tx, id, {
                streamId,
                method,
                transmitter,
                endpoint: method === 'push' ? this.doors.urlOf(address) : endpoint,
                events: eventsDelivered,
                sealedToken: token === null ? null : sealing.seal(token),
            });
            await this.stores.journal.write(tx, caller, {
                verb: 'source.ssf_register',
                subject: `source:${name}`,
                message: `stream ${streamId} of ${transmitter.issuer} feeds source ${name} by ${method}`,
            });
        });
    }
};
SsfRegistration = __decorate([
    Injectable(),
    __param(3, Inject(PRESETS)),
    __metadata("design:paramtypes", [SourcesService,
        Transmitters,
        SsfStores, Object, StreamDoors])
], SsfRegistration);
export { SsfRegistration };
//# sourceMappingURL=ssf-registration.service.js.map