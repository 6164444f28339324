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
import { AuditLogRepository } from '../audit/audit-log.repository.js';
import { newId } from '../config/clock.js';
import { LOGGER } from '../telemetry/logger.js';
import { actorOf } from './access/caller.js';
/** Writes what callers of the API did into the audit log. */
let Journal = class Journal {
    audit;
    dataSource;
    logger;
    constructor(audit, dataSource, logger) {
        this.audit = audit;
        this.dataSource = dataSource;
        this.logger = logger;
    }
    /** In the transaction of the deed. */
    write(tx, caller, deed) {
        return this.audit.append(tx, [
            {
                id: newId(),
                tenant: caller.tenant,
                at: new Date(),
                actor: actorOf(caller),
                executionId: null,
                taskId: null,
                ...deed,
            },
        ]);
    }
    /**
     * Of what was recorded together with others, in a transaction of its own. Never throws: who is told that it failed would
     * do it again. An entry that could not be written stands in the log instead.
     */
    async writeAfter(caller, deed) {
        try {
            await this.dataSource.transaction((tx) => this.write(tx, caller, deed));
        }
        catch (error) {
            const { tenant } = caller;
            this.logger.error({
                message: 'a deed is missing in the audit log',
                tenant,
                actor: actorOf(caller),
                deed,
                error: String(error),
            });
        }
    }
};
Journal = __decorate([
    Injectable(),
    __param(2, Inject(LOGGER)),
    __metadata("design:paramtypes", [AuditLogRepository,
        DataSource, Object])
], Journal);
export { Journal };
//# sourceMappingURL=journal.service.js.map