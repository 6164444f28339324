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
import { Body, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { sampleGroups } from '../../intake/samples/sample-content.js';
import { Roles } from '../access/access.guard.js';
import { Resource } from '../resource.controller.js';
import { inferFrom, readOrigin } from './sample-origin.js';
import { InferBody, InferredModel } from './samples.dto.js';
import { writtenParameters } from './written-parameters.js';
let ParametersController = class ParametersController {
    infer(body) {
        const inferred = inferFrom(readOrigin(body.from, false), body.wholeBody);
        return {
            parameters: writtenParameters(inferred, body),
            groups: sampleGroups(inferred),
            leftOut: inferred.leftOut,
        };
    }
};
__decorate([
    Post('infer'),
    HttpCode(200),
    Roles('author', 'operator'),
    ApiOperation({ summary: 'Say which parameters an example makes, saving nothing' }),
    ApiOkResponse({ type: InferredModel }),
    __param(0, Body()),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", [InferBody]),
    __metadata("design:returntype", InferredModel)
], ParametersController.prototype, "infer", null);
ParametersController = __decorate([
    Resource('parameters')
], ParametersController);
export { ParametersController };
//# sourceMappingURL=parameters.controller.js.map