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
import { Body, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { Asking, READERS, Roles } from '../access/access.guard.js';
import { EnvironmentQuery } from '../environments/environments.dto.js';
import { ChangesHooks, Resource } from '../resource.controller.js';
import { ApplyBody, ListenBody, SampleAppliedModel, SampleModel } from './samples.dto.js';
import { Samples } from './samples.service.js';
const PATH = ':namespace/:id/triggers/:trigger/sample';
let SamplesController = class SamplesController {
    samples;
    constructor(samples) {
        this.samples = samples;
    }
    listen(caller, name, { environment }) {
        return this.samples.listen(caller, { ...name, environment });
    }
    get(caller, name, { environment }) {
        return this.samples.require(caller, { ...name, environment });
    }
    async remove(caller, name, { environment }) {
        await this.samples.remove(caller, { ...name, environment });
    }
    apply(caller, name, body) {
        return this.samples.apply(caller, { ...name, environment: body.environment }, body);
    }
};
__decorate([
    Post(`${PATH}/listen`),
    HttpCode(200),
    Roles('author'),
    ApiOperation({ summary: 'Wait three minutes for a request to it and keep the next one as a sample' }),
    ApiOkResponse({ type: SampleModel }),
    __param(0, Asking()),
    __param(1, Param()),
    __param(2, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, ListenBody]),
    __metadata("design:returntype", Promise)
], SamplesController.prototype, "listen", null);
__decorate([
    Get(PATH),
    Roles(...READERS),
    ApiOperation({ summary: 'Whether a sample is waited for, and what was captured' }),
    ApiOkResponse({ type: SampleModel }),
    __param(0, Asking()),
    __param(1, Param()),
    __param(2, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, EnvironmentQuery]),
    __metadata("design:returntype", Promise)
], SamplesController.prototype, "get", null);
__decorate([
    Delete(PATH),
    HttpCode(204),
    Roles('author'),
    ApiOperation({ summary: 'Wait no more, and forget what was captured' }),
    ApiNoContentResponse(),
    __param(0, Asking()),
    __param(1, Param()),
    __param(2, Query()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, EnvironmentQuery]),
    __metadata("design:returntype", Promise)
], SamplesController.prototype, "remove", null);
__decorate([
    Post(`${PATH}/apply`),
    HttpCode(200),
    Roles('author'),
    ApiOperation({ summary: 'Write parameters into the document, out of the sample or of an example' }),
    ApiOkResponse({ type: SampleAppliedModel }),
    __param(0, Asking()),
    __param(1, Param()),
    __param(2, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [Object, Object, ApplyBody]),
    __metadata("design:returntype", Promise)
], SamplesController.prototype, "apply", null);
SamplesController = __decorate([
    ChangesHooks(),
    Resource('workflows'),
    __metadata("design:paramtypes", [Samples])
], SamplesController);
export { SamplesController };
//# sourceMappingURL=samples.controller.js.map