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
import { asLedgerFault, isDataFault } from '../database/faults.js';
import { withConnection } from '../database/session.js';
import { Doorbell } from '../dispatch/doorbell.service.js';
import { LedgerUnavailable, QuotaExceeded, SenderRefused } from '../errors/errors.js';
import { AdmissionRepository } from '../ledger/admission.repository.js';
import { ClaimRepository } from '../ledger/claim.repository.js';
import { GroupCommit } from '../ledger/group-commit.js';
import { Metrics } from '../telemetry/metrics.js';
import { Attribution } from './causes/attribution.service.js';
import { Metering } from './metering.service.js';
import { quotaExceeded } from './quota-exceeded.js';
import { StreamsRepository } from './ssf/streams.repository.js';
import { regrouped } from './regrouped.js';
/** Bytes of bodies that may wait for a commit; past it deliveries are sent away while there is memory to do it well. */
const MOST_WAITING_BYTES = 64 * 1024 * 1024;
/** Deliveries under a quota that may wait, ten commits of them. */
const MOST_METERED = 2000;
/** The tables a recording writes, as one thing to inject. */
let RecordingStores = class RecordingStores {
    admissions;
    streams;
    claims;
    attribution;
    constructor(admissions, streams, claims, attribution) {
        this.admissions = admissions;
        this.streams = streams;
        this.claims = claims;
        this.attribution = attribution;
    }
};
RecordingStores = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [AdmissionRepository,
        StreamsRepository,
        ClaimRepository,
        Attribution])
], RecordingStores);
export { RecordingStores };
/** Writes deliveries down, those that arrive together in one commit, and rings for what a commit made due. */
let Recording = class Recording {
    dataSource;
    stores;
    metrics;
    metering;
    bell;
    waitingBytes = 0;
    commits = new GroupCommit((deliveries) => this.write(deliveries), { maxBatch: 200, inFlight: 2, worthwhile: 32, everyMs: 6, isDataFault });
    /** One at a time: a second would only wait for the counters of the first. */
    metered = new GroupCommit((deliveries) => this.writeMetered(deliveries), {
        maxBatch: 200,
        inFlight: 1,
        maxWaiting: MOST_METERED,
        tooMany: () => new LedgerUnavailable('too many deliveries wait for the counters'),
        isDataFault,
    });
    constructor(dataSource, stores, metrics, metering, bell) {
        this.dataSource = dataSource;
        this.stores = stores;
        this.metrics = metrics;
        this.metering = metering;
        this.bell = bell;
    }
    /** How long the first in line has waited to be written down, in milliseconds; those under a quota may wait longer. */
    get waitedMs() {
        return Math.max(this.stores.attribution.waitedMs, this.commits.waitedMs);
    }
    /**
     * Resolves once the events of a delivery are committed. Throws QuotaExceeded when a quota has no room for it,
     * LedgerUnavailable, or Postgres's own data fault.
     */
    async record(events) {
        const bytes = events.reduce((sum, event) => sum + event.body.length + event.headers.length, 0);
        if (this.waitingBytes + bytes > MOST_WAITING_BYTES) {
            throw new LedgerUnavailable('too many deliveries wait for the ledger');
        }
        this.waitingBytes += bytes;
        try {
            const known = await this.stores.attribution.attribute(events);
            return await (isMetered(known) ? this.recordMetered(known) : this.commits.submit(known));
        }
        catch (error) {
            throw error instanceof QuotaExceeded ? error : asLedgerFault(error);
        }
        finally {
            this.waitingBytes -= bytes;
        }
    }
    /** Writes down what an event says of the stream it came on. Throws SenderRefused for a `state` nobody asked for. */
    async recordControl(hookId, control) {
        try {
            await withConnection(this.dataSource, (db) => this.control(db, hookId, control));
        }
        catch (error) {
            throw error instanceof SenderRefused ? error : asLedgerFault(error);
        }
    }
    async drained() {
        await this.stores.attribution.drained();
        await Promise.all([this.commits.drained(), this.metered.drained()]);
    }
    async recordMetered(events) {
        const metered = await this.metered.submit(events);
        if (metered.kind === 'refused') {
            throw quotaExceeded(metered.exceeded);
        }
        return metered.recorded;
    }
    async writeMetered(deliveries) {
        this.metrics.commitItems.observe({ writer: 'intake' }, deliveries.flat().length);
        const metered = await this.metering.write(deliveries);
        const recorded = metered.flatMap((one) => (one.kind === 'recorded' ? [one] : []));
        this.ring(recorded.flatMap(({ opened }) => opened));
        void this.wake(recorded.flatMap((one) => one.recorded));
        return metered;
    }
    async control(db, hookId, control) {
        if (control.kind === 'stream-updated') {
            await this.stores.streams.takeStatus(db, hookId, control.status, control.reason);
        }
        else if (control.kind === 'verification' &&
            !(await this.stores.streams.takeVerification(db, hookId, control.state))) {
            throw new SenderRefused('bad_state');
        }
    }
    async write(deliveries) {
        const events = deliveries.flat();
        this.metrics.commitItems.observe({ writer: 'intake' }, events.length);
        const { admissions } = this.stores;
        const recorded = await withConnection(this.dataSource, async (db) => admissions.commit(db, await admissions.withKnownKeys(db, events)));
        this.ring(events.flatMap(({ executions }, index) => (isFresh(recorded[index]) ? executions : [])));
        void this.wake(recorded.filter(isFresh));
        return regrouped(deliveries, recorded).map(allOf);
    }
    /** Lets those go on who may have waited for what is committed now; whom this does not reach, the sweeper wakes. */
    async wake(recorded) {
        const waiting = new Set(recorded.flatMap(({ awaitedBy = [] }) => awaitedBy));
        if (waiting.size > 0) {
            const woken = await this.stores.claims.wake([...waiting]).catch(() => null);
            this.bell.ring(woken?.ids ?? [], { scopes: woken?.scopes ?? [] });
        }
    }
    ring(opened) {
        const scopes = opened.flatMap(({ claimScope }) => (claimScope === null ? [] : [claimScope]));
        this.bell.ring(opened.map(({ id }) => id), { scopes: [...new Set(scopes)] });
    }
};
Recording = __decorate([
    Injectable(),
    __param(4, Inject(Doorbell)),
    __metadata("design:paramtypes", [DataSource,
        RecordingStores,
        Metrics,
        Metering, Object])
], Recording);
export { Recording };
function isMetered(events) {
    return events.some(({ executions }) => executions.some(({ quotas }) => quotas.length > 0));
}
const isFresh = (one) => !(one instanceof LedgerUnavailable) && !one.duplicate;
/** What became of a delivery: a repeat that could not be told sends it back whole, to come again as nothing but repeats. */
function allOf(events) {
    const recorded = [];
    for (const one of events) {
        if (one instanceof LedgerUnavailable) {
            return one;
        }
        recorded.push(one);
    }
    return recorded;
}
//# sourceMappingURL=recording.service.js.map