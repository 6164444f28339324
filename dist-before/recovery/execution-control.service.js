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
import { Conflict } from '../errors/errors.js';
import { ControlRepository } from '../ledger/control.repository.js';
import { BELL } from './bell.js';
import { entryOf } from './resolver.js';
/** Stops executions that have not ended, and lets them go on. */
let ExecutionControl = class ExecutionControl {
    dataSource;
    control;
    audit;
    bell;
    constructor(dataSource, control, audit, bell) {
        this.dataSource = dataSource;
        this.control = control;
        this.audit = audit;
        this.bell = bell;
    }
    /** False when it was so already. The execution is within the caller's reach. Throws Conflict when it cannot be any more. */
    async ask(by, execution, verb) {
        const asked = await this.dataSource.transaction(async (tx) => {
            const changed = verb === 'resume'
                ? await this.control.resume(tx, execution)
                : await this.control.ask(tx, execution, verb);
            if (changed) {
                const message = `${verb} ${execution}`;
                await this.audit.append(tx, [
                    entryOf(by, `execution.${verb}`, changed.subject, execution, { message }),
                ]);
            }
            else {
                requireSo(verb, execution, await this.control.standing(tx, execution));
            }
            return changed;
        });
        if (asked && asked.status !== 'running' && verb !== 'pause') {
            this.bell.ring([execution], { scopes: asked.claimScope === null ? [] : [asked.claimScope] });
        }
        return asked !== null;
    }
};
ExecutionControl = __decorate([
    Injectable(),
    __param(3, Inject(BELL)),
    __metadata("design:paramtypes", [DataSource,
        ControlRepository,
        AuditLogRepository, Object])
], ExecutionControl);
export { ExecutionControl };
/** What nothing was changed of stands as it was asked to, or can no more. */
function requireSo(verb, execution, standing) {
    const { status, isOpen, control } = standing ?? { status: 'gone', isOpen: false, control: null };
    const isCancelled = status === 'cancelled' || control === 'cancel';
    const isSo = { cancel: isCancelled, pause: control === 'pause', resume: isOpen && control === null }[verb];
    if (!isSo) {
        const why = isOpen ? 'the execution is being cancelled' : 'the execution has ended';
        throw new Conflict(why, { execution, status });
    }
}
//# sourceMappingURL=execution-control.service.js.map