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
import { Body, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, } from '@nestjs/swagger';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { NamePipe } from '../name.dto.js';
import { ChangesHooks, Resource } from '../resource.controller.js';
import { SsfQuery, SsfRegisterBody, SsfStreamModel } from './ssf.dto.js';
import { SsfRegistration } from './ssf-registration.service.js';
import { SsfStreams } from './ssf-streams.service.js';
let SsfController = class SsfController {
    registration;
    streams;
    constructor(registration, streams) {
        this.registration = registration;
        this.streams = streams;
    }
    get(caller, name, { remote }) {
        return this.streams.show(caller, name, remote === 'true');
    }
    async register(caller, name, body, answer) {
        answer.status((await this.registration.register(caller, name, body)) ? 201 : 200);
        return this.streams.show(caller, name);
    }
    verify(caller, name) {
        return this.streams.verify(caller, name);
    }
    async remove(caller, name) {
        await this.streams.remove(caller, name);
    }
};
__decorate([
    Get(),
    Roles(...READERS),
    ApiOperation({ summary: 'The Shared Signals stream of a source: verified when, last event, last error' }),
    ApiOkResponse({ type: SsfStreamModel }),
    __param(0, Asking()),
    __param(1, Param('name')),
    __param(2, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, SsfQuery]),
    __metadata("design:returntype", Promise)
], SsfController.prototype, "get", null);
__decorate([
    Post(),
    Roles('author'),
    ApiOperation({
        summary: 'Set a stream up at its transmitter, and the source it feeds; again, to change it',
    }),
    ApiOkResponse({ type: SsfStreamModel }),
    ApiCreatedResponse({ type: SsfStreamModel }),
    __param(0, Asking()),
    __param(1, Param('name', NamePipe)),
    __param(2, Body()),
    __param(3, Res({ passthrough: true })),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String, SsfRegisterBody, Object]),
    __metadata("design:returntype", Promise)
], SsfController.prototype, "register", null);
__decorate([
    Post('verify'),
    HttpCode(202),
    Roles('author'),
    ApiOperation({
        summary: 'Ask the transmitter for a verification event; the stream shows when it has come',
    }),
    ApiAcceptedResponse({ type: SsfStreamModel }),
    __param(0, Asking()),
    __param(1, Param('name')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], SsfController.prototype, "verify", null);
__decorate([
    Delete(),
    HttpCode(204),
    Roles('author'),
    ApiOperation({ summary: 'Delete the stream at its transmitter; the source stays' }),
    ApiNoContentResponse(),
    __param(0, Asking()),
    __param(1, Param('name')),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, String]),
    __metadata("design:returntype", Promise)
], SsfController.prototype, "remove", null);
SsfController = __decorate([
    ChangesHooks(),
    Resource('sources/:name/ssf'),
    __metadata("design:paramtypes", [SsfRegistration,
        SsfStreams])
], SsfController);
export { SsfController };
//# sourceMappingURL=ssf.controller.js.map