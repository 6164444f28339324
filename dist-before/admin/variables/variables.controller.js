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
import { Body, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { InvalidRequest, NotFound } from '../../errors/errors.js';
import { isWithinReach } from '../../ledger/reach.view.js';
import { VariableStore } from '../../workflow/variable-store.service.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { requireNamespace } from '../access/caller.js';
import { OptionalEnvironmentQuery } from '../environments/environments.dto.js';
import { Environments } from '../environments/environments.service.js';
import { Journal } from '../journal.service.js';
import { keyOf, toPage } from '../page.dto.js';
import { ApiPage, ChangesHooks, Resource } from '../resource.controller.js';
import { placeOf, requireNames } from '../secrets/secret-name.js';
import { VariableBody, VariableModel, VariablesQuery } from './variables.dto.js';
const MOST_BYTES = 65_536;
let VariablesController = class VariablesController {
    variables;
    environments;
    journal;
    dataSource;
    constructor(variables, environments, journal, dataSource) {
        this.variables = variables;
        this.environments = environments;
        this.journal = journal;
        this.dataSource = dataSource;
    }
    async list(caller, query) {
        const key = keyOf(query);
        const known = await this.variables.list(caller.tenant, query.namespace);
        const reached = known.filter(({ namespace }) => isWithinReach(caller, namespace));
        const sorted = reached.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
        const after = key === null ? sorted : sorted.filter((one) => placeOf(one) > key);
        return toPage(after, query.limit, placeOf);
    }
    async put(caller, namespace, name, { environment }, { value }) {
        requireNames('variable', namespace, name);
        requireSize(value);
        requireNamespace(caller, namespace);
        const place = { tenant: caller.tenant, namespace, environment };
        await this.dataSource.transaction(async (tx) => {
            if (environment !== undefined) {
                await this.environments.require(caller.tenant, environment, tx);
            }
            await this.variables.put(tx, place, name, value);
            await this.journal.write(tx, caller, deed('variable.put', { ...place, name }));
        });
        this.variables.forget();
    }
    async remove(caller, namespace, name, { environment }) {
        requireNamespace(caller, namespace);
        const place = { tenant: caller.tenant, namespace, environment };
        await this.dataSource.transaction(async (tx) => {
            if (!(await this.variables.remove(tx, place, name))) {
                throw new NotFound('there is no such variable', { variable: placeOf({ ...place, name }) });
            }
            await this.journal.write(tx, caller, deed('variable.delete', { ...place, name }));
        });
        this.variables.forget();
    }
};
__decorate([
    Get(),
    Roles(...READERS),
    ApiOperation({ summary: 'List variables by namespace and name' }),
    ApiPage(VariableModel),
    __param(0, Asking()),
    __param(1, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, VariablesQuery]),
    __metadata("design:returntype", Promise)
], VariablesController.prototype, "list", null);
__decorate([
    Put(':namespace/:name'),
    HttpCode(204),
    Roles('author'),
    ApiOperation({
        summary: "Put a variable; workflows of the namespace and below it read it with var('NAME')",
    }),
    ApiNoContentResponse(),
    __param(0, Asking()),
    __param(1, Param('namespace')),
    __param(2, Param('name')),
    __param(3, Query()),
    __param(4, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, String, OptionalEnvironmentQuery,
        VariableBody]),
    __metadata("design:returntype", Promise)
], VariablesController.prototype, "put", null);
__decorate([
    Delete(':namespace/:name'),
    HttpCode(204),
    Roles('author'),
    ApiOperation({ summary: 'Take a variable away' }),
    ApiNoContentResponse(),
    __param(0, Asking()),
    __param(1, Param('namespace')),
    __param(2, Param('name')),
    __param(3, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, String, OptionalEnvironmentQuery]),
    __metadata("design:returntype", Promise)
], VariablesController.prototype, "remove", null);
VariablesController = __decorate([
    Resource('variables'),
    ChangesHooks(),
    __metadata("design:paramtypes", [VariableStore,
        Environments,
        Journal,
        DataSource])
], VariablesController);
export { VariablesController };
function deed(verb, place) {
    return { verb, subject: `variable:${placeOf(place)}`, message: `${verb} ${placeOf(place)}` };
}
function requireSize(value) {
    if (Buffer.byteLength(JSON.stringify(value)) > MOST_BYTES) {
        const message = 'must be at most 64 KiB of JSON';
        throw new InvalidRequest(`the value ${message}`, { errors: [{ path: 'value', message }] });
    }
}
//# sourceMappingURL=variables.controller.js.map