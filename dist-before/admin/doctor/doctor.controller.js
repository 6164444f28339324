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
import { Get, Inject, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { CLOCK } from '../../config/clock.js';
import { CONFIG } from '../../config/config.js';
import { DEFAULT_TENANT } from '../../config/places.js';
import { examine, verdictOf } from '../../doctor/examine.js';
import { gather } from '../../doctor/gather.js';
import { Forbidden } from '../../errors/errors.js';
import { compileAllowList } from '../../intake/verification/address.js';
import { Asking, Roles } from '../access/access.guard.js';
import { requireWholeTenant } from '../access/caller.js';
import { Resource } from '../resource.controller.js';
import { DoctorModel } from './doctor.dto.js';
/** For whoever looks after the whole installation. */
let DoctorController = class DoctorController {
    dataSource;
    config;
    clock;
    constructor(dataSource, config, clock) {
        this.dataSource = dataSource;
        this.config = config;
        this.clock = clock;
    }
    async look(caller, request) {
        requireWholeTenant(caller);
        if (caller.tenant !== DEFAULT_TENANT) {
            throw new Forbidden(`the installation is for operators and admins of ${DEFAULT_TENANT}`);
        }
        const { config, clock, dataSource } = this;
        const findings = examine(await gather({ config, clock, dataSource, forwardedBy: this.forwardedBy(request) }));
        return { status: verdictOf(findings), findings };
    }
    forwardedBy({ headers, socket }) {
        const peer = socket.remoteAddress ?? '';
        const isTrusted = compileAllowList(this.config.http.trustedProxies)(peer);
        return headers['x-forwarded-for'] === undefined || isTrusted ? null : peer;
    }
};
__decorate([
    Get(),
    Roles('operator'),
    ApiOperation({ summary: 'Look at the whole installation, and say what to do' }),
    ApiOkResponse({ type: DoctorModel }),
    __param(0, Asking()),
    __param(1, Req()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object]),
    __metadata("design:returntype", Promise)
], DoctorController.prototype, "look", null);
DoctorController = __decorate([
    Resource('doctor'),
    __param(1, Inject(CONFIG)),
    __param(2, Inject(CLOCK)),
    __metadata("design:paramtypes", [DataSource, Object, Object])
], DoctorController);
export { DoctorController };
//# sourceMappingURL=doctor.controller.js.map