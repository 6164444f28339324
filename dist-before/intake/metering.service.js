var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AdmissionRepository } from '../ledger/admission.repository.js';
import { kindOf, SCOPE_KINDS } from '../ledger/limit-scope.js';
import { countsOf, PERIODS, quotaName } from '../ledger/quota.js';
import { QuotaRepository } from '../ledger/quota.repository.js';
import { BurialRepository } from '../recovery/burial.repository.js';
import { fingerprint } from '../recovery/fingerprint.js';
import { expectRises } from '../telemetry/expect-rises.js';
import { Metrics } from '../telemetry/metrics.js';
import { quotaText } from './quota-exceeded.js';
import { keyOf, QuotaPlan } from './quota-plan.js';
import { regrouped } from './regrouped.js';
/** The tables a metering writes, as one thing to inject. */
let MeteringStores = class MeteringStores {
    admissions;
    quotas;
    burials;
    constructor(admissions, quotas, burials) {
        this.admissions = admissions;
        this.quotas = quotas;
        this.burials = burials;
    }
};
MeteringStores = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [AdmissionRepository,
        QuotaRepository,
        BurialRepository])
], MeteringStores);
export { MeteringStores };
/** Records deliveries that count for quotas: what has room is written down and counted in one transaction, or nothing is. */
let Metering = class Metering {
    dataSource;
    stores;
    metrics;
    constructor(dataSource, stores, metrics) {
        this.dataSource = dataSource;
        this.stores = stores;
        this.metrics = metrics;
        expectRises(metrics.deadLetters, [{ reason: 'quota' }]);
        expectRises(metrics.quotaExceeded, SCOPE_KINDS.flatMap((scope) => PERIODS.map((period) => ({ scope, period }))));
    }
    async write(deliveries) {
        const { metered, over } = await this.dataSource.transaction((tx) => this.writeIn(tx, deliveries));
        const refused = metered.flatMap((one) => (one.kind === 'refused' ? [one.exceeded] : []));
        for (const { scope, period } of [...refused, ...over.map(([, exceeded]) => exceeded)]) {
            this.metrics.quotaExceeded.inc({ scope: kindOf(scope), period });
        }
        this.countDead(over);
        return metered;
    }
    async writeIn(tx, arrived) {
        const { admissions, quotas } = this.stores;
        const uses = await quotas.takeUp(tx, keysOf(arrived.flat()));
        const events = await admissions.withKnownKeys(tx, arrived.flat());
        const deliveries = regrouped(arrived, events);
        const known = await admissions.findKnown(tx, events); // now that nobody else counts: what they brought is there
        const plan = new QuotaPlan(uses, new Set(known.keys()));
        const refusals = deliveries.map((delivery) => plan.admit(delivery));
        const rows = plan.fresh.length > 0 ? await admissions.record(tx, plan.fresh) : [];
        const recorded = new Map(plan.fresh.map((event, index) => [keyOf(event), rows[index]]));
        const opened = plan.fresh.flatMap((event, index) => (rows[index].duplicate ? [] : event.executions));
        const running = opened.filter((one) => !plan.over.has(one));
        const over = opened.flatMap((one) => (plan.over.has(one) ? [[one, plan.over.get(one)]] : []));
        await quotas.add(tx, countsOf(running.map((one) => one.quotas)));
        await this.end(tx, over);
        const written = { known, recorded, running: new Set(running) };
        return { over, metered: deliveries.map((one, index) => meteredOf(one, refusals[index], written)) };
    }
    /** Ends what was opened in this very transaction: it is in the log and among the dead letters, and never was due. */
    async end(tx, over) {
        if (over.length > 0) {
            const burials = over.map(burialOf);
            await this.stores.burials.bury(tx, burials);
            await this.stores.admissions.end(tx, burials);
        }
    }
    countDead(over) {
        for (const [{ workflow }] of over) {
            this.metrics.executions.inc({ workflow, outcome: 'dead' });
            this.metrics.deadLetters.inc({ reason: 'quota' });
        }
    }
};
Metering = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        MeteringStores,
        Metrics])
], Metering);
export { Metering };
function keysOf(events) {
    const quotas = events.flatMap(({ executions }) => executions.flatMap((one) => one.quotas));
    return [...new Map(quotas.map((quota) => [quotaName(quota), quota])).values()];
}
function meteredOf(delivery, exceeded, { known, recorded, running }) {
    if (exceeded) {
        return { kind: 'refused', exceeded };
    }
    const opened = delivery.flatMap(({ executions }) => executions.filter((one) => running.has(one)));
    const answers = delivery.map((event) => {
        const first = known.get(event.id) ?? recorded.get(keyOf(event));
        return first.eventId === event.id ? first : { ...first, duplicate: true };
    });
    return { kind: 'recorded', recorded: answers, opened };
}
function burialOf([{ id, workflowId }, exceeded]) {
    const error = { code: 'too_many_requests', message: quotaText(exceeded) };
    return {
        executionId: id,
        taskId: null,
        reason: 'quota',
        error,
        fingerprint: fingerprint(workflowId, null, error),
        attempts: 0,
    };
}
//# sourceMappingURL=metering.service.js.map