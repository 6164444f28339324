var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { Injectable } from '@nestjs/common';
import { from, map, mergeMap } from 'rxjs';
import { changesHooks } from '../admin/resource.controller.js';
import { HookDirectory } from '../intake/hook-directory.service.js';
/** A change through this process's API is known to its own doors before the answer; others hear of it moments later. */
let FreshHooksInterceptor = class FreshHooksInterceptor {
    hooks;
    constructor(hooks) {
        this.hooks = hooks;
    }
    intercept(context, next) {
        const { method } = context.switchToHttp().getRequest();
        if (method === 'GET' || method === 'HEAD' || !changesHooks(context.getClass())) {
            return next.handle();
        }
        // A refresh that fails is made good by the announcement: the change itself is committed.
        const refreshed = () => this.hooks.refresh().catch(() => undefined);
        return next.handle().pipe(mergeMap((answer) => from(refreshed()).pipe(map(() => answer))));
    }
};
FreshHooksInterceptor = __decorate([
    Injectable(),
    __metadata("design:paramtypes", [HookDirectory])
], FreshHooksInterceptor);
export { FreshHooksInterceptor };
//# sourceMappingURL=fresh-hooks.interceptor.js.map