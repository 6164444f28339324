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
import { NotFound } from '../../errors/errors.js';
import { isWithinReach } from '../../ledger/reach.view.js';
import { SecretStore } from '../../secrets/secret-store.service.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { requireNamespace } from '../access/caller.js';
import { OptionalEnvironmentQuery } from '../environments/environments.dto.js';
import { Environments } from '../environments/environments.service.js';
import { Journal } from '../journal.service.js';
import { keyOf, toPage } from '../page.dto.js';
import { ApiPage, ChangesHooks, Resource } from '../resource.controller.js';
import { placeOf, requireNames } from './secret-name.js';
import { SecretBody, SecretModel, SecretsQuery } from './secrets.dto.js';
let SecretsController = class SecretsController {
    secrets;
    environments;
    journal;
    dataSource;
    constructor(secrets, environments, journal, dataSource) {
        this.secrets = secrets;
        this.environments = environments;
        this.journal = journal;
        this.dataSource = dataSource;
    }
    async list(caller, query) {
        const key = keyOf(query);
        const known = await this.secrets.list(caller.tenant, query.namespace);
        const reached = known.filter((secret) => isWithinReach(caller, secret.namespace));
        const sorted = reached.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
        const after = key === null ? sorted : sorted.filter((secret) => placeOf(secret) > key);
        return toPage(after, query.limit, placeOf);
    }
    async put(caller, namespace, name, { environment }, body) {
        requireNames('secret', namespace, name);
        requireNamespace(caller, namespace);
        const place = { tenant: caller.tenant, namespace, environment };
        await this.dataSource.transaction(async (tx) => {
            if (environment !== undefined) {
                await this.environments.require(caller.tenant, environment, tx);
            }
            await this.secrets.put(place, name, body.value, tx);
            await this.journal.write(tx, caller, deed('secret.put', { ...place, name }));
        });
        this.secrets.forget();
    }
    async remove(caller, namespace, name, { environment }) {
        requireNamespace(caller, namespace);
        const place = { tenant: caller.tenant, namespace, environment };
        await this.dataSource.transaction(async (tx) => {
            if (!(await this.secrets.remove(place, name, tx))) {
                throw new NotFound('there is no such secret', { secret: placeOf({ ...place, name }) });
            }
            await this.journal.write(tx, caller, deed('secret.delete', { ...place, name }));
        });
        this.secrets.forget();
    }
};
__decorate([
    Get(),
    Roles(...READERS),
    ApiOperation({ summary: 'List secrets by namespace and name, without their values' }),
    ApiPage(SecretModel),
    __param(0, Asking()),
    __param(1, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, SecretsQuery]),
    __metadata("design:returntype", Promise)
], SecretsController.prototype, "list", null);
__decorate([
    Put(':namespace/:name'),
    HttpCode(204),
    Roles('author'),
    ApiOperation({ summary: 'Put a secret; workflows of the namespace and below it may use it' }),
    ApiNoContentResponse(),
    __param(0, Asking()),
    __param(1, Param('namespace')),
    __param(2, Param('name')),
    __param(3, Query()),
    __param(4, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, String, OptionalEnvironmentQuery,
        SecretBody]),
    __metadata("design:returntype", Promise)
], SecretsController.prototype, "put", null);
__decorate([
    Delete(':namespace/:name'),
    HttpCode(204),
    Roles('author'),
    ApiOperation({ summary: 'Take a secret away' }),
    ApiNoContentResponse(),
    __param(0, Asking()),
    __param(1, Param('namespace')),
    __param(2, Param('name')),
    __param(3, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, String, OptionalEnvironmentQuery]),
    __metadata("design:returntype", Promise)
], SecretsController.prototype, "remove", null);
SecretsController = __decorate([
    Resource('secrets'),
    ChangesHooks(),
    __metadata("design:paramtypes", [SecretStore,
        Environments,
        Journal,
        DataSource])
], SecretsController);
export { SecretsController };
function deed(verb, place) {
    return { verb, subject: `secret:${placeOf(place)}`, message: `${verb} ${placeOf(place)}` };
}
//# sourceMappingURL=secrets.controller.js.map