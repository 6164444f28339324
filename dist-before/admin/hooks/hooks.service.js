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
import { NotFound } from '../../errors/errors.js';
import { requireWholeTenant } from '../access/caller.js';
import { Journal } from '../journal.service.js';
import { Deployments } from '../workflows/deployments.service.js';
import { HooksRepository } from './hooks.repository.js';
/** Opens and closes hooks: of a source by the hook itself, of a workflow by the switch of its trigger. */
let HooksService = class HooksService {
    hooks;
    deployments;
    journal;
    dataSource;
    constructor(hooks, deployments, journal, dataSource) {
        this.hooks = hooks;
        this.deployments = deployments;
        this.journal = journal;
        this.dataSource = dataSource;
    }
    /** Throws NotFound, also out of reach. */
    async require(caller, id, tx) {
        const hook = await this.hooks.find(caller, id, tx);
        if (!hook) {
            throw new NotFound('there is no such hook', { hook: id });
        }
        return hook;
    }
    async setEnabled(caller, id, enabled) {
        const { owner } = await this.require(caller, id);
        if (owner.kind === 'workflow') {
            const name = { namespace: owner.namespace, id: owner.workflow };
            await this.deployments.switchTrigger(caller, name, owner.trigger, enabled);
            return this.require(caller, id);
        }
        requireWholeTenant(caller);
        const verb = enabled ? 'hook.enable' : 'hook.disable';
        return this.dataSource.transaction(async (tx) => {
            await this.hooks.setEnabled(tx, id, enabled);
            const deed = { verb, subject: `hook:${id}`, message: `${verb} ${id}`, details: { owner } };
            await this.journal.write(tx, caller, deed);
            return this.require(caller, id, tx);
        });
    }
};
HooksService = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [HooksRepository,
        Deployments,
        Journal,
        DataSource])
], HooksService);
export { HooksService };
//# sourceMappingURL=hooks.service.js.map