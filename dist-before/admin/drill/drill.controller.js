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
import { HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Asking, Roles } from '../access/access.guard.js';
import { ChangesHooks, Resource } from '../resource.controller.js';
import { DrillModel, DrillQuery } from './drill.dto.js';
import { Drills } from './drills.service.js';
let DrillController = class DrillController {
    drills;
    constructor(drills) {
        this.drills = drills;
    }
    run(caller, { timeoutMs }, { socket }) {
        const { localAddress = '127.0.0.1', localPort = 0 } = socket;
        const address = localAddress.replace(/^::ffff:/, '');
        return this.drills.run(caller, { address, port: localPort }, timeoutMs);
    }
};
__decorate([
    Post(),
    HttpCode(200),
    Roles('operator'),
    ApiOperation({ summary: 'Send a signed event down the way of every event, and tell how far it came' }),
    ApiOkResponse({ type: DrillModel }),
    __param(0, Asking()),
    __param(1, Query()),
    __param(2, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, DrillQuery, Object]),
    __metadata("design:returntype", Promise)
], DrillController.prototype, "run", null);
DrillController = __decorate([
    Resource('drill'),
    ChangesHooks(),
    __metadata("design:paramtypes", [Drills])
], DrillController);
export { DrillController };
//# sourceMappingURL=drill.controller.js.map