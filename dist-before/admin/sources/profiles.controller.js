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
import { Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { needsOf } from '../../intake/verification/profile-needs.js';
import { READERS, Roles } from '../access/access.guard.js';
import { PRESETS } from '../ports.js';
import { Resource } from '../resource.controller.js';
let ProfilesController = class ProfilesController {
    items;
    constructor(presets) {
        this.items = [...presets].map(([name, profile]) => {
            const { title, methods, integrity, event, ack } = profile;
            return { name, title, methods, integrity, event, ack, needs: needsOf(profile) };
        });
    }
    list() {
        return { items: this.items, next: null };
    }
};
__decorate([
    Get(),
    Roles(...READERS),
    ApiOperation({ summary: 'Every way Signet knows for a sender to prove itself, and what each needs' }),
    ApiOkResponse({
        schema: {
            example: {
                items: [
                    {
                        name: 'standard-webhooks',
                        title: 'Standard Webhooks v1 (HMAC)',
                        needs: { secret: { required: true, looks: 'whsec_…' }, settings: [] },
                    },
                ],
                next: null,
            },
        },
    }),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Object)
], ProfilesController.prototype, "list", null);
ProfilesController = __decorate([
    Resource('profiles'),
    __param(0, Inject(PRESETS)),
    __metadata("design:paramtypes", [Object])
], ProfilesController);
export { ProfilesController };
//# sourceMappingURL=profiles.controller.js.map