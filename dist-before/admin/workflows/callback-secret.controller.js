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
import { Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { CallbackSecrets } from '../../intake/answers/callback/callback-secrets.service.js';
import { Asking, Roles } from '../access/access.guard.js';
import { Resource } from '../resource.controller.js';
import { WorkflowsService } from './workflows.service.js';
export class CallbackSecretModel {
    secret;
}
__decorate([
    ApiProperty({ example: 'whsec_…', description: 'For a library of Standard Webhooks' }),
    __metadata("design:type", String)
], CallbackSecretModel.prototype, "secret", void 0);
let CallbackSecretController = class CallbackSecretController {
    secrets;
    workflows;
    dataSource;
    constructor(secrets, workflows, dataSource) {
        this.secrets = secrets;
        this.workflows = workflows;
        this.dataSource = dataSource;
    }
    get(caller, namespace, id) {
        return this.dataSource.transaction(async (tx) => {
            const row = await this.workflows.require(caller, { namespace, id }, tx);
            await this.workflows.note(tx, caller, 'workflow.callback_secret', row);
            return { secret: this.secrets.derived({ tenant: row.tenant, workflowId: row.id }) };
        });
    }
};
__decorate([
    Get(':namespace/:id/callback-secret'),
    Roles('author'),
    ApiOperation({
        summary: 'What callbacks of a workflow are signed with, unless its trigger names a secret',
    }),
    ApiOkResponse({ type: CallbackSecretModel }),
    __param(0, Asking()),
    __param(1, Param('namespace')),
    __param(2, Param('id')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, String]),
    __metadata("design:returntype", Promise)
], CallbackSecretController.prototype, "get", null);
CallbackSecretController = __decorate([
    Resource('workflows'),
    __metadata("design:paramtypes", [CallbackSecrets,
        WorkflowsService,
        DataSource])
], CallbackSecretController);
export { CallbackSecretController };
//# sourceMappingURL=callback-secret.controller.js.map