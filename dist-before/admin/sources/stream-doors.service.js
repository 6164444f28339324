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
import { streamUrl } from '../hook-url.js';
import { OWN_DOORS } from '../ports.js';
/** Where transmitters push to. */
let StreamDoors = class StreamDoors {
    doors;
    config;
    constructor(doors, config) {
        this.doors = doors;
        this.config = config;
    }
    urlOf(address) {
        return streamUrl(this.config.http, address);
    }
    /** Gives the URL once this process answers there: a transmitter may push as soon as it hears of it. */
    async open(address) {
        await this.doors.refresh();
        return this.urlOf(address);
    }
};
StreamDoors = __decorate([
    Injectable(),
    __param(0, Inject(OWN_DOORS)),
    __param(1, Inject(CONFIG)),
    __metadata("design:paramtypes", [Object, Object])
], StreamDoors);
export { StreamDoors };
//# sourceMappingURL=stream-doors.service.js.map