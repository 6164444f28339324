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
import { Get, Query } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { AuditTreeView } from '../../audit/tree.view.js';
import { AuditView } from '../../audit/audit.view.js';
import { Forbidden } from '../../errors/errors.js';
import { ExecutionView } from '../../ledger/execution.view.js';
import { Asking, Roles } from '../access/access.guard.js';
import { idOf, toPage } from '../page.dto.js';
import { ApiPage, Resource } from '../resource.controller.js';
import { AuditModel, AuditQuery } from './audit.dto.js';
let AuditController = class AuditController {
    audit;
    tree;
    executions;
    constructor(audit, tree, executions) {
        this.audit = audit;
        this.tree = tree;
        this.executions = executions;
    }
    async list(caller, query) {
        await this.requireReach(caller, query.execution);
        const { subject, execution, verb, from, to, limit } = query;
        const page = { before: idOf(query), limit: limit + 1 };
        const rows = await this.audit.list(caller.tenant, { subject, execution, verb, from, to }, page);
        const found = toPage(rows, limit, ({ id }) => id);
        return query.place === 'true' ? this.placed(found) : found;
    }
    async placed({ items, next }) {
        const places = await this.tree.placesOf(items.map(({ id }) => id));
        return { items: items.map((item) => ({ ...item, place: places.get(item.id) })), next };
    }
    /** Entries belong to no namespace, executions do: a limited token reads those of an execution it reaches. */
    async requireReach(caller, execution) {
        if (caller.namespaces.length === 0) {
            return;
        }
        if (execution === undefined || (await this.executions.find(caller, execution)) === null) {
            throw new Forbidden('a token limited to namespaces reads the entries of one of its executions: say which');
        }
    }
};
__decorate([
    Get(),
    Roles('auditor'),
    ApiOperation({ summary: 'Read the audit log, newest first' }),
    ApiPage(AuditModel),
    __param(0, Asking()),
    __param(1, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, AuditQuery]),
    __metadata("design:returntype", Promise)
], AuditController.prototype, "list", null);
AuditController = __decorate([
    Resource('audit-entries'),
    __metadata("design:paramtypes", [AuditView,
        AuditTreeView,
        ExecutionView])
], AuditController);
export { AuditController };
//# sourceMappingURL=audit.controller.js.map