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
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { workflowSchema } from '../../workflow/schema.js';
import { CATALOG } from '../ports.js';
/** Open to all: an editor that completes a document has no token. */
let SchemaController = class SchemaController {
    schema;
    constructor(catalog) {
        this.schema = workflowSchema(catalog);
    }
    get() {
        return this.schema;
    }
};
__decorate([
    Get('workflow.json'),
    Header('content-type', 'application/schema+json; charset=utf-8'),
    Header('cache-control', 'public, max-age=300'),
    ApiOperation({ summary: 'JSON Schema of the workflow language' }),
    ApiOkResponse({ schema: { type: 'object' } }),
    __metadata("design:type", Function),
    __metadata("design:paramtypes", []),
    __metadata("design:returntype", Object)
], SchemaController.prototype, "get", null);
SchemaController = __decorate([
    Controller('schemas'),
    ApiTags('workflows'),
    __param(0, Inject(CATALOG)),
    __metadata("design:paramtypes", [Object])
], SchemaController);
export { SchemaController };
//# sourceMappingURL=schema.controller.js.map