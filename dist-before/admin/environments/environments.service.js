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
import { DEFAULT_ENVIRONMENT } from '../../config/places.js';
import { Conflict, InvalidRequest, NotFound } from '../../errors/errors.js';
import { SecretStore } from '../../secrets/secret-store.service.js';
import { VariableStore } from '../../workflow/variable-store.service.js';
import { requireWholeTenant } from '../access/caller.js';
import { Journal } from '../journal.service.js';
import { isEnvironmentName } from './environments.dto.js';
import { EnvironmentsRepository } from './environments.repository.js';
/** Changes the stages of a tenant. */
let Environments = class Environments {
    dataSource;
    environments;
    journal;
    secrets;
    variables;
    constructor(dataSource, environments, journal, secrets, variables) {
        this.dataSource = dataSource;
        this.environments = environments;
        this.journal = journal;
        this.secrets = secrets;
        this.variables = variables;
    }
    list(tenant) {
        return this.environments.list(tenant);
    }
    /** Throws NotFound. In a transaction it stays until that ends. */
    async require(tenant, name, tx, who = 'uses') {
        const isName = isEnvironmentName(name);
        if (tx && isName) {
            await this.environments.hold(tx, tenant, name, who);
        }
        const known = isName ? await this.environments.find(tenant, name, tx) : null;
        if (!known) {
            throw new NotFound('there is no environment of that name');
        }
        return known;
    }
    /** For a list of one environment that is empty: throws NotFound when that is why. What ran in a removed one stays to be seen. */
    async requireNamed(tenant, name) {
        if (name !== undefined) {
            await this.require(tenant, name);
        }
    }
    async put(caller, name, description) {
        requireWholeTenant(caller);
        if (!isEnvironmentName(name)) {
            const message = 'must be letters, digits, _ and -, at most 63, starting with a letter or digit';
            throw new InvalidRequest(`the name ${message}`, { errors: [{ path: 'name', message }] });
        }
        return this.change(async (tx) => {
            const isNew = await this.environments.put(tx, caller.tenant, name, description);
            await this.note(tx, caller, 'environment.put', name);
            return { environment: await this.require(caller.tenant, name, tx), isNew };
        });
    }
    /** Throws Conflict while workflows are deployed or executions under way there, and for the one that is always there. */
    async remove(caller, name) {
        requireWholeTenant(caller);
        if (name === DEFAULT_ENVIRONMENT) {
            throw new Conflict(`${DEFAULT_ENVIRONMENT} is always there`);
        }
        await this.change(async (tx) => {
            const { workflows } = await this.require(caller.tenant, name, tx, 'removes');
            if (workflows > 0) {
                const deployed = workflows === 1 ? '1 workflow is' : `${workflows} workflows are`;
                throw new Conflict(`${deployed} deployed there; undeploy first`, { workflows });
            }
            if (await this.environments.isBusy(tx, caller.tenant, name)) {
                throw new Conflict('executions are still under way there');
            }
            await this.environments.remove(tx, caller.tenant, name);
            await this.note(tx, caller, 'environment.delete', name);
        });
    }
    /** What is read in an environment depends on whether it is there. */
    async change(change) {
        const done = await this.dataSource.transaction(change);
        this.secrets.forget();
        this.variables.forget();
        return done;
    }
    note(tx, caller, verb, name) {
        return this.journal.write(tx, caller, {
            verb,
            subject: `environment:${name}`,
            message: `${verb} ${name}`,
        });
    }
};
Environments = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        EnvironmentsRepository,
        Journal,
        SecretStore,
        VariableStore])
], Environments);
export { Environments };
//# sourceMappingURL=environments.service.js.map