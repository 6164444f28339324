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
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { LimitBook } from '../../workflow/limit-book.service.js';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { isOfInstance } from '../access/caller.js';
import { Resource } from '../resource.controller.js';
import { LimitUseView } from './limit-use.view.js';
import { TenantLimitUseModel } from './limits.dto.js';
let LimitsController = class LimitsController {
    book;
    uses;
    constructor(book, uses) {
        this.book = book;
        this.uses = uses;
    }
    async get(caller) {
        const { tenant, instance } = await this.book.of(caller.tenant);
        const use = await this.uses.show({ tenant: caller.tenant }, tenant);
        if (isOfInstance(caller)) {
            use.instance = await this.uses.show({}, instance);
        }
        return use;
    }
};
__decorate([
    Get(),
    Roles(...READERS),
    ApiOperation({ summary: 'What the tenant may use, and how much of it is used' }),
    ApiOkResponse({ type: TenantLimitUseModel }),
    __param(0, Asking()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object]),
    __metadata("design:returntype", Promise)
], LimitsController.prototype, "get", null);
LimitsController = __decorate([
    Resource('limits'),
    __metadata("design:paramtypes", [LimitBook,
        LimitUseView])
], LimitsController);
export { LimitsController };
//# sourceMappingURL=limits.controller.js.map