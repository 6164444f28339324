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
import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty } from '@nestjs/swagger';
import { Resource } from '../resource.controller.js';
import { Asking, READERS, Roles } from './access.guard.js';
import { ROLES } from './caller.js';
class WhoamiModel {
    name;
    tenant;
    role;
    namespaces;
}
__decorate([
    ApiProperty({ example: 'ops' }),
    __metadata("design:type", String)
], WhoamiModel.prototype, "name", void 0);
__decorate([
    ApiProperty({ example: 'main' }),
    __metadata("design:type", String)
], WhoamiModel.prototype, "tenant", void 0);
__decorate([
    ApiProperty({ enum: ROLES }),
    __metadata("design:type", String)
], WhoamiModel.prototype, "role", void 0);
__decorate([
    ApiProperty({ type: [String], description: 'None: all' }),
    __metadata("design:type", Array)
], WhoamiModel.prototype, "namespaces", void 0);
let WhoamiController = class WhoamiController {
    whoami(caller) {
        const { name, tenant, role, namespaces } = caller;
        return { name, tenant, role, namespaces };
    }
};
__decorate([
    Get(),
    Roles(...READERS, 'ingest'),
    ApiOperation({ summary: 'Whose token this is' }),
    ApiOkResponse({ type: WhoamiModel }),
    __param(0, Asking()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", WhoamiModel)
], WhoamiController.prototype, "whoami", null);
WhoamiController = __decorate([
    Resource('whoami')
], WhoamiController);
export { WhoamiController };
//# sourceMappingURL=whoami.controller.js.map