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
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { TooManyRequests } from '../../errors/errors.js';
import { OwnDoor } from '../../intake/own-door.js';
import { writeRequest } from '../../intake/signing/write-request.js';
import { DrillView } from '../../ledger/drill.view.js';
import { requireWholeTenant } from '../access/caller.js';
import { SourcesService } from '../sources/sources.service.js';
import { HookSigner } from '../triggers/hook-signer.service.js';
import { WorkflowsService } from '../workflows/workflows.service.js';
import { hopsOf } from './drill-report.js';
const SOURCE = 'signet-drill';
const TYPE = 'signet.drill';
const WORKFLOW = `id: drill
namespace: signet
description: Does nothing but leave a trace, for drills
triggers:
  - { id: drilled, type: event, source: ${SOURCE}, events: [${TYPE}] }
tasks:
  - { id: trace, type: audit.log, verb: drill.run, message: a drill came through }
`;
const LOOK_EVERY_MS = 25;
const AGAIN_AFTER_MS = 1_000;
const KNOWN_WITHIN_MS = 2_000;
/** Sends a signed event down the way every event goes, and tells how far it came. */
let Drills = class Drills {
    sources;
    workflows;
    signer;
    view;
    /** When the last drill of a tenant began. */
    last = new Map();
    constructor(sources, workflows, signer, view) {
        this.sources = sources;
        this.workflows = workflows;
        this.signer = signer;
        this.view = view;
    }
    /** Takes `withinMs` at the most. Throws TooManyRequests when the tenant's last one was a moment ago. */
    async run(caller, door, withinMs) {
        requireWholeTenant(caller);
        this.requireRest(caller.tenant);
        const source = await this.prepare(caller);
        const started = performance.now();
        const deadline = started + withinMs;
        const delivered = await deliver(() => this.signed(caller.tenant, source, door), door, deadline);
        const { answer } = delivered;
        const progress = answer ? await this.follow(answer, deadline) : null;
        const hops = hopsOf({ ...delivered, progress, waitedMs: withinMs });
        return {
            ok: hops.every(({ status }) => status === 'ok'),
            tookMs: Math.round(performance.now() - started),
            event: answer?.event ?? null,
            execution: answer?.execution ?? null,
            hops,
        };
    }
    requireRest(tenant) {
        const now = performance.now();
        if (now - (this.last.get(tenant) ?? -Infinity) < AGAIN_AFTER_MS) {
            throw new TooManyRequests('one drill a second is enough', { retryAfterSeconds: 1 });
        }
        this.last.set(tenant, now);
    }
    /** The source and the workflow of drills, made at the first one. */
    async prepare(caller) {
        const known = await this.sources.find(caller.tenant, SOURCE);
        const source = known ?? (await this.sources.put(caller, SOURCE, newSource())).source;
        await this.workflows.apply(caller, WORKFLOW);
        return source;
    }
    signed(tenant, source, { address, port }) {
        const host = address.includes(':') ? `[${address}]` : address;
        const body = { type: TYPE, userId: 'drill', at: new Date().toISOString() };
        const url = `http://${host}:${port}/hooks/${source.address}`;
        const draft = writeRequest({ body }, { method: 'POST', url });
        const { ready, request } = this.signer.sign(draft, this.signer.ofSource(tenant, source));
        return ready ? request : null;
    }
    async follow(answer, deadline) {
        const { event, execution } = answer;
        if (event === undefined || execution === undefined) {
            return null;
        }
        for (;;) {
            const progress = await this.view.progress(event, execution);
            if (progress?.settledAt || performance.now() > deadline) {
                return progress;
            }
            await sleep(LOOK_EVERY_MS);
        }
    }
};
Drills = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [SourcesService,
        WorkflowsService,
        HookSigner,
        DrillView])
], Drills);
export { Drills };
function newSource() {
    const secrets = [`whsec_${randomBytes(32).toString('base64')}`];
    const verify = { profile: 'standard-webhooks', secrets };
    return { description: 'Of drills: signed by Signet itself', verify };
}
/** Where the source or the workflow is new the door may not know it yet: another event is sent then. */
async function deliver(sign, { address }, deadline) {
    const own = new OwnDoor(address);
    const known = performance.now() + KNOWN_WITHIN_MS;
    try {
        for (;;) {
            const from = performance.now();
            const request = sign();
            const signedAt = performance.now();
            const answer = request && (await own.deliver(request, deadline - performance.now()));
            const isOver = answer === null || answer.execution !== undefined || performance.now() > known;
            if (isOver) {
                const signedMs = request === null ? null : Math.round(signedAt - from);
                return { signedMs, acceptedMs: Math.round(performance.now() - signedAt), answer };
            }
            await sleep(LOOK_EVERY_MS);
        }
    }
    finally {
        await own.close();
    }
}
//# sourceMappingURL=drills.service.js.map