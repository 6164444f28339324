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
import { DirectoryAdminRepository, } from '../../directories/directory-admin.repository.js';
import { clientSecretContext, tokenContext } from '../../directories/directories.service.js';
import { Conflict, NotFound } from '../../errors/errors.js';
import { SecretStore } from '../../secrets/secret-store.service.js';
import { requireWholeTenant } from '../access/caller.js';
import { Journal } from '../journal.service.js';
import { requireSettings } from './directory-settings.js';
/** The built-in directory is there without being configured. */
const MAIN = {
    name: 'main',
    type: 'local',
    url: null,
    hasToken: false,
    auth: null,
    config: {},
    createdAt: null,
    updatedAt: null,
};
let DirectoriesAdmin = class DirectoriesAdmin {
    dataSource;
    directories;
    secrets;
    journal;
    constructor(dataSource, directories, secrets, journal) {
        this.dataSource = dataSource;
        this.directories = directories;
        this.secrets = secrets;
        this.journal = journal;
    }
    async list(tenant, after, limit) {
        const rows = await this.directories.list(tenant, after, limit);
        const isMainDue = (after ?? '') < MAIN.name && (await this.directories.find(tenant, MAIN.name)) === null;
        return isMainDue ? [...rows, MAIN].toSorted((one, other) => (one.name < other.name ? -1 : 1)) : rows;
    }
    /** Throws NotFound. */
    async require(tenant, name) {
        const row = (await this.directories.find(tenant, name)) ?? (name === MAIN.name ? MAIN : null);
        if (!row) {
            throw notFound(name);
        }
        return row;
    }
    /** Throws NotFound, or Conflict when its users are kept elsewhere. */
    async requireLocal(tenant, name) {
        const row = await this.require(tenant, name);
        if (row.type !== 'local') {
            throw new Conflict('the users of that directory are kept in another system', { directory: name });
        }
    }
    async put(caller, name, given) {
        requireWholeTenant(caller);
        return this.dataSource.transaction(async (tx) => {
            const before = await this.directories.find(caller.tenant, name, tx);
            requireSettings(given, before);
            const { type, url = null, config = {} } = given;
            const { clientSecret: _, ...auth } = given.auth ?? {};
            await this.directories.put(tx, caller.tenant, name, {
                type,
                url,
                sealedToken: this.sealed(caller.tenant, name, given),
                auth: given.auth ? auth : null,
                config,
            });
            const message = `directory ${name} ${before ? 'changed' : 'created'}`;
            await this.journal.write(tx, caller, { verb: 'directory.put', subject: `directory:${name}`, message });
            return { directory: (await this.directories.find(caller.tenant, name, tx)), isNew: before === null };
        });
    }
    /** The credential that is given: each opens as what it is alone. */
    sealed(tenant, name, { token, auth }) {
        const [context, given] = auth
            ? [clientSecretContext(tenant, name), auth.clientSecret]
            : [tokenContext(tenant, name), token];
        return given === undefined ? null : Buffer.from(this.secrets.sealFor(context, given), 'base64');
    }
    async remove(caller, name) {
        requireWholeTenant(caller);
        await this.dataSource.transaction(async (tx) => {
            if (!(await this.directories.remove(tx, caller.tenant, name))) {
                throw notFound(name);
            }
            const message = `directory ${name} deleted`;
            await this.journal.write(tx, caller, {
                verb: 'directory.delete',
                subject: `directory:${name}`,
                message,
            });
        });
    }
};
DirectoriesAdmin = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [DataSource,
        DirectoryAdminRepository,
        SecretStore,
        Journal])
], DirectoriesAdmin);
export { DirectoriesAdmin };
function notFound(name) {
    return new NotFound('there is no such directory', { directory: name });
}
//# sourceMappingURL=directories-admin.service.js.map