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
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '../../config/config.js';
import { requireWholeTenant } from '../access/caller.js';
import { publicUrl, streamUrl } from '../hook-url.js';
import { PRESETS } from '../ports.js';
import { hookAddresses } from './hook-addresses.js';
import { addressed, Triggers } from './triggers.service.js';
/** Where deliveries to a trigger, or to a source, are to be sent. Addresses of sources are for who reaches the whole tenant. */
let HookUrls = class HookUrls {
    triggers;
    config;
    presets;
    constructor(triggers, config, presets) {
        this.triggers = triggers;
        this.config = config;
        this.presets = presets;
    }
    async ofTrigger(caller, name) {
        const placed = await this.triggers.require(caller, name);
        if (placed.source) {
            requireWholeTenant(caller);
        }
        const { verify } = placed.definition.type === 'webhook' ? placed.definition : placed.source.definition;
        return this.shown(placed.hook, addressed(placed), verify?.profile);
    }
    async ofSource(caller, name, environment) {
        requireWholeTenant(caller);
        const { hook, source } = await this.triggers.requireSource(caller, name, environment);
        return this.shown(hook, hook, source.definition.verify?.profile);
    }
    shown({ id, environment, isOn }, hook, name) {
        const profile = name === undefined ? undefined : this.presets.get(name);
        const base = publicUrl(this.config.http);
        const stream = streamUrl(this.config.http, hook.address);
        return {
            environment,
            hook: id,
            enabled: isOn,
            urls: [
                ...hookAddresses(base, hook, profile?.methods),
                ...(profile?.errors === 'rfc8935' ? [{ kind: 'ssf', methods: ['POST'], url: stream }] : []),
            ],
        };
    }
};
HookUrls = __decorate([
    Injectable(),
    __param(1, Inject(CONFIG)),
    __param(2, Inject(PRESETS)),
    __metadata("design:paramtypes", [Triggers, Object, Object])
], HookUrls);
export { HookUrls };
//# sourceMappingURL=hook-urls.service.js.map