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
import { CONFIG } from '../../config/config.js';
import { Conflict, NotFound } from '../../errors/errors.js';
import { sampleGroups } from '../../intake/samples/sample-content.js';
import { SamplesRepository } from '../../intake/samples/samples.repository.js';
import { writeParameters } from '../../workflow/parameters/write-parameters.js';
import { actorOf } from '../access/caller.js';
import { publicUrl } from '../hook-url.js';
import { hookAddresses } from '../triggers/hook-addresses.js';
import { addressed, Triggers } from '../triggers/triggers.service.js';
import { WorkflowsService } from '../workflows/workflows.service.js';
import { inferFrom, readOrigin } from './sample-origin.js';
import { writtenParameters } from './written-parameters.js';
const NOTHING_RECEIVED = 'nothing received';
/** Parameters of a trigger out of what its sender really sends, or out of an example of it. */
let Samples = class Samples {
    dataSource;
    triggers;
    samples;
    workflows;
    config;
    constructor(dataSource, triggers, samples, workflows, config) {
        this.dataSource = dataSource;
        this.triggers = triggers;
        this.samples = samples;
        this.workflows = workflows;
        this.config = config;
    }
    /** Waits for the next request to the trigger's hook; who waited before waits no more. */
    async listen(caller, name) {
        const placed = await this.triggers.requireWebhook(caller, name);
        const key = keyOf(placed);
        const state = await this.dataSource.transaction(async (tx) => {
            await this.samples.listen(tx, key, actorOf(caller));
            await this.workflows.note(tx, caller, 'sample.listen', placed.row, detailsOf(name));
            return this.samples.find(key, tx);
        });
        return this.shown(placed, state);
    }
    /** Throws NotFound when nobody asked for a sample. */
    async require(caller, name) {
        const placed = await this.triggers.requireWebhook(caller, name);
        return this.shown(placed, await this.requireState(placed));
    }
    /** Waits no more, and forgets what was captured. */
    async remove(caller, name) {
        const placed = await this.triggers.requireWebhook(caller, name);
        await this.dataSource.transaction(async (tx) => {
            if (await this.samples.remove(tx, keyOf(placed))) {
                await this.workflows.note(tx, caller, 'sample.remove', placed.row, detailsOf(name));
            }
        });
    }
    /** Throws Conflict while nothing is captured, InvalidDocument when the parameters make faults elsewhere. */
    async apply(caller, name, asked) {
        const placed = await this.triggers.requireWebhook(caller, name);
        const parameters = writtenParameters(await this.inferred(placed, asked), asked);
        const text = writeParameters(await this.triggers.requireText(placed), name.trigger, parameters);
        if (asked.dryRun) {
            const { faults, warnings } = await this.workflows.validate(caller, text, name.environment);
            return { outcome: 'dry run', revision: placed.row.revision, parameters, text, faults, warnings };
        }
        const { namespace, id, environment } = name;
        const options = { named: { namespace, id }, environment };
        const { outcome, workflow, warnings } = await this.workflows.apply(caller, text, options);
        return { outcome, revision: workflow.revision, parameters, text, faults: [], warnings };
    }
    async inferred(placed, asked) {
        const origin = readOrigin(asked.from, true);
        if (origin.kind !== 'sample') {
            return inferFrom(origin, asked.wholeBody);
        }
        const { content } = await this.requireState(placed);
        if (!content) {
            throw new Conflict('no sample is captured: listen for one, or give an example');
        }
        return content;
    }
    async requireState(placed) {
        const state = await this.samples.find(keyOf(placed));
        if (!state) {
            throw new NotFound('nobody has asked for a sample of this trigger there');
        }
        return state;
    }
    shown(placed, { content, ...state }) {
        const { url } = hookAddresses(publicUrl(this.config.http), addressed(placed))[0];
        if (!content) {
            const isOpen = state.secondsLeft > 0;
            const message = isOpen
                ? `send a GET or POST to the address within ${state.secondsLeft} seconds`
                : NOTHING_RECEIVED;
            return { state: isOpen ? 'listening' : 'expired', message, url, ...state };
        }
        const { method, leftOut } = content;
        const parameters = sampleGroups(content);
        const message = `captured a ${method}`;
        return { state: 'captured', message, url, ...state, secondsLeft: 0, method, parameters, leftOut };
    }
};
Samples = __decorate([
    Injectable(),
    __param(4, Inject(CONFIG)),
    __metadata("design:paramtypes", [DataSource,
        Triggers,
        SamplesRepository,
        WorkflowsService, Object])
], Samples);
export { Samples };
const keyOf = ({ hook }) => ({
    hookId: hook.id,
    environment: hook.environment,
});
const detailsOf = ({ trigger, environment }) => ({ trigger, environment });
//# sourceMappingURL=samples.service.js.map