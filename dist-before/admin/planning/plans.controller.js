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
import { Body, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Asking, Roles } from '../access/access.guard.js';
import { Resource } from '../resource.controller.js';
import { PlanBody, PlanModel } from './planning.dto.js';
import { Plans } from './plans.service.js';
let PlansController = class PlansController {
    plans;
    constructor(plans) {
        this.plans = plans;
    }
    plan(caller, namespace, id, body) {
        return this.plans.make(caller, { namespace, id }, body);
    }
};
__decorate([
    Post(':namespace/:id/plan'),
    HttpCode(200),
    Roles('author', 'operator'),
    ApiOperation({ summary: 'Say what it would do about an event: each call and change, doing none' }),
    ApiOkResponse({ type: PlanModel }),
    __param(0, Asking()),
    __param(1, Param('namespace')),
    __param(2, Param('id')),
    __param(3, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, String, PlanBody]),
    __metadata("design:returntype", Promise)
], PlansController.prototype, "plan", null);
PlansController = __decorate([
    Resource('workflows'),
    __metadata("design:paramtypes", [Plans])
], PlansController);
export { PlansController };
//# sourceMappingURL=plans.controller.js.map