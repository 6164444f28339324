var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { createParamDecorator, Injectable, SetMetadata, } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Forbidden, NotFound } from '../../errors/errors.js';
import { TENANT_OF_PATH } from '../api-paths.js';
import { AccessTokens } from './access-tokens.service.js';
const ROLES_KEY = 'signet:roles';
/** Roles that may read what is not secret. */
export const READERS = ['author', 'operator', 'auditor'];
/** Who may call a route, besides `admin`. A route without it is closed to everybody else. */
export const Roles = (...roles) => SetMetadata(ROLES_KEY, roles);
/** Who asks, as a parameter of a route. */
export const Asking = createParamDecorator((_, context) => context.switchToHttp().getRequest().caller);
/** Lets nobody in without a token, and no token further than its role. */
let AccessGuard = class AccessGuard {
    tokens;
    reflector;
    constructor(tokens, reflector) {
        this.tokens = tokens;
        this.reflector = reflector;
    }
    async canActivate(context) {
        const request = context
            .switchToHttp()
            .getRequest();
        const caller = await this.tokens.ofRequest(request);
        const tenant = request[TENANT_OF_PATH];
        if (tenant !== undefined && tenant !== caller.tenant) {
            throw new NotFound('nothing is here'); // whether there is such a tenant is not for strangers
        }
        const allowed = this.reflector.get(ROLES_KEY, context.getHandler()) ?? [];
        if (caller.role !== 'admin' && !allowed.includes(caller.role)) {
            throw new Forbidden(`the role ${caller.role} may not do this`);
        }
        request.caller = caller;
        return true;
    }
};
AccessGuard = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [AccessTokens,
        Reflector])
], AccessGuard);
export { AccessGuard };
//# sourceMappingURL=access.guard.js.map