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
import { Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { AuditKeys } from '../../audit/audit-keys.service.js';
import { AuditTreeView } from '../../audit/tree.view.js';
import { InvalidRequest, NotFound } from '../../errors/errors.js';
import { ExecutionView } from '../../ledger/execution.view.js';
import { Asking, Roles } from '../access/access.guard.js';
import { requireWholeTenant } from '../access/caller.js';
import { LinesAnswer } from '../lines-answer.service.js';
import { Resource } from '../resource.controller.js';
import { CheckpointModel, EvidenceQuery } from './audit-log.dto.js';
import { AuditLines } from './audit-lines.service.js';
const LINES = { 'application/x-ndjson': { schema: { type: 'string' } } };
/** What proves the audit log: verified by whoever reads it, and not by the server that wrote it. */
let AuditLogController = class AuditLogController {
    tree;
    keys;
    lines;
    answers;
    executions;
    constructor(tree, keys, lines, answers, executions) {
        this.tree = tree;
        this.keys = keys;
        this.lines = lines;
        this.answers = answers;
        this.executions = executions;
    }
    async checkpoint() {
        const head = await this.tree.head();
        if (head === null) {
            throw new NotFound('nothing is in the audit log yet');
        }
        return { ...head, key: this.keys.signer.verifierKey };
    }
    export(caller) {
        requireWholeTenant(caller);
        return this.answers.of(this.lines.whole(caller.tenant));
    }
    async evidence(caller, query) {
        const about = aboutOf(query);
        if ('subject' in about) {
            requireWholeTenant(caller);
        }
        else if ((await this.executions.find(caller, about.execution)) === null) {
            throw new NotFound('there is no such execution', about);
        }
        return this.answers.of(this.lines.evidence(caller, about));
    }
};
__decorate([
    Get('checkpoint'),
    Roles('auditor'),
    ApiOperation({ summary: 'The signed head of the audit log, to be kept somewhere else' }),
    ApiOkResponse({ type: CheckpointModel }),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Promise)
], AuditLogController.prototype, "checkpoint", null);
__decorate([
    Get('export'),
    Roles('auditor'),
    ApiOperation({ summary: 'The whole audit log as lines that can be verified' }),
    ApiOkResponse({ description: 'Lines of kind `head`, `entry`, `other`, `missing`, `end`', content: LINES }),
    __param(0, Asking()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", StreamableFile)
], AuditLogController.prototype, "export", null);
__decorate([
    Get('evidence'),
    Roles('auditor'),
    ApiOperation({
        summary: 'Everything about one subject or execution, with proofs, as lines that can be verified',
    }),
    ApiOkResponse({ description: 'Lines of kind `head`, `entry`, `execution`, `end`', content: LINES }),
    __param(0, Asking()),
    __param(1, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, EvidenceQuery]),
    __metadata("design:returntype", Promise)
], AuditLogController.prototype, "evidence", null);
AuditLogController = __decorate([
    Resource('audit-log'),
    __metadata("design:paramtypes", [AuditTreeView,
        AuditKeys,
        AuditLines,
        LinesAnswer,
        ExecutionView])
], AuditLogController);
export { AuditLogController };
function aboutOf({ subject, execution }) {
    if (subject !== undefined && execution === undefined) {
        return { subject };
    }
    if (execution !== undefined && subject === undefined) {
        return { execution };
    }
    throw new InvalidRequest('evidence is about a subject or an execution: say one of them');
}
//# sourceMappingURL=audit-log.controller.js.map