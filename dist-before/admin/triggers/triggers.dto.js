var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Allow, IsBoolean, IsIn, IsObject, IsString, MaxLength, ValidateBy } from 'class-validator';
import { DEFAULT_ENVIRONMENT } from '../../config/places.js';
import { Absentable } from '../absentable.dto.js';
import { EXAMPLE_EVENT } from '../examples.js';
import { DeliveriesQuery } from '../hooks/hooks.dto.js';
const METHODS = ['POST', 'GET', 'PUT', 'PATCH'];
const MOST_ENTRIES = 100;
const MOST_CHARACTERS = 8192;
/** RFC 9110 section 5.6.2. */
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}$/;
function isHeaderText(value) {
    // oxlint-disable-next-line no-control-regex -- the characters that are refused
    return typeof value === 'string' && value.length <= MOST_CHARACTERS && !/[\u0000-\u001F\u007F]/.test(value);
}
function isQueryText(value) {
    return [value].flat().every((one) => typeof one === 'string' && one.length <= MOST_CHARACTERS);
}
/** A map of so many names, absent or with entries that pass. */
function IsMapOf(what, passes) {
    const validate = (value) => {
        const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
        const entries = isMap ? Object.entries(value) : [];
        return isMap && entries.length <= MOST_ENTRIES && entries.every(([name, one]) => passes(name, one));
    };
    return applyDecorators(Absentable(), ValidateBy({ name: 'isMapOf', validator: { validate, defaultMessage: () => `must be ${what}` } }));
}
/** A request as a person writes it, and where it is meant for. */
class RequestBody {
    environment = DEFAULT_ENVIRONMENT;
    method;
    body;
    headers;
    query;
}
__decorate([
    ApiPropertyOptional({ default: DEFAULT_ENVIRONMENT, example: 'staging' }),
    Absentable(),
    IsString({ message: 'must be a string' }),
    MaxLength(200),
    __metadata("design:type", String)
], RequestBody.prototype, "environment", void 0);
__decorate([
    ApiPropertyOptional({ enum: METHODS, description: 'Default: what its sender uses, mostly POST' }),
    Absentable(),
    IsIn(METHODS, { message: `must be one of ${METHODS.join(', ')}` }),
    __metadata("design:type", Object)
], RequestBody.prototype, "method", void 0);
__decorate([
    ApiPropertyOptional({ type: Object, example: EXAMPLE_EVENT, description: 'Any JSON, or text' }),
    Allow(),
    __metadata("design:type", Object)
], RequestBody.prototype, "body", void 0);
__decorate([
    ApiPropertyOptional({ type: Object, example: { 'x-trace-id': 't-1' } }),
    IsMapOf('a map of header names to texts', (name, value) => HEADER_NAME.test(name) && isHeaderText(value)),
    __metadata("design:type", Object)
], RequestBody.prototype, "headers", void 0);
__decorate([
    ApiPropertyOptional({ type: Object, example: { dryRun: 'true' } }),
    IsMapOf('a map of names to texts or lists of texts', (name, value) => name.length <= 200 && isQueryText(value)),
    __metadata("design:type", Object)
], RequestBody.prototype, "query", void 0);
export class CurlBody extends RequestBody {
    form;
}
__decorate([
    ApiPropertyOptional({ description: 'The body goes as a form' }),
    Absentable(),
    IsBoolean({ message: 'must be true or false' }),
    __metadata("design:type", Boolean)
], CurlBody.prototype, "form", void 0);
export class TestBody extends RequestBody {
    parameters;
}
__decorate([
    ApiPropertyOptional({
        type: Object,
        example: { name: 'John Doe', emp_id: 33 },
        description: 'Values by the names of its parameters; each goes to where it is looked for',
    }),
    Absentable(),
    IsObject({ message: 'must be an object' }),
    __metadata("design:type", Object)
], TestBody.prototype, "parameters", void 0);
export class CurlModel {
    curl;
    method;
    url;
    ready;
    notes;
}
__decorate([
    ApiProperty({ example: "curl --request 'POST' …" }),
    __metadata("design:type", String)
], CurlModel.prototype, "curl", void 0);
__decorate([
    ApiProperty({ example: 'POST' }),
    __metadata("design:type", String)
], CurlModel.prototype, "method", void 0);
__decorate([
    ApiProperty({ example: 'https://signet.example.com/hooks/0b6c7f…?environment=production' }),
    __metadata("design:type", String)
], CurlModel.prototype, "url", void 0);
__decorate([
    ApiProperty({ description: 'It can be run as it is' }),
    __metadata("design:type", Boolean)
], CurlModel.prototype, "ready", void 0);
__decorate([
    ApiProperty({ type: [String], description: 'What keeps it from being ready, in sentences' }),
    __metadata("design:type", Array)
], CurlModel.prototype, "notes", void 0);
export class TestModel {
    event;
    executions;
    started;
    why;
}
__decorate([
    ApiProperty({ format: 'uuid', nullable: true, type: String }),
    __metadata("design:type", Object)
], TestModel.prototype, "event", void 0);
__decorate([
    ApiProperty({ type: [String], example: ['019aa5f0-…'] }),
    __metadata("design:type", Array)
], TestModel.prototype, "executions", void 0);
__decorate([
    ApiProperty({ description: 'Something runs' }),
    __metadata("design:type", Boolean)
], TestModel.prototype, "started", void 0);
__decorate([
    ApiPropertyOptional({
        example: 'the condition of the trigger is not met',
        description: 'Why nothing runs',
    }),
    __metadata("design:type", String)
], TestModel.prototype, "why", void 0);
class AddressModel {
    kind;
    methods;
    url;
}
__decorate([
    ApiProperty({ enum: ['hook', 'kestra', 'tooljet', 'tooljet-async', 'ssf'] }),
    __metadata("design:type", String)
], AddressModel.prototype, "kind", void 0);
__decorate([
    ApiProperty({ type: [String], example: ['POST'] }),
    __metadata("design:type", Array)
], AddressModel.prototype, "methods", void 0);
__decorate([
    ApiProperty({ example: 'https://signet.example.com/hooks/0b6c7f…' }),
    __metadata("design:type", String)
], AddressModel.prototype, "url", void 0);
export class HookUrlsModel {
    environment;
    hook;
    enabled;
    urls;
}
__decorate([
    ApiProperty({ example: 'production' }),
    __metadata("design:type", String)
], HookUrlsModel.prototype, "environment", void 0);
__decorate([
    ApiProperty({ format: 'uuid', description: 'Id of the hook' }),
    __metadata("design:type", String)
], HookUrlsModel.prototype, "hook", void 0);
__decorate([
    ApiProperty({ description: 'Deliveries are taken there' }),
    __metadata("design:type", Boolean)
], HookUrlsModel.prototype, "enabled", void 0);
__decorate([
    ApiProperty({ type: [AddressModel] }),
    __metadata("design:type", Array)
], HookUrlsModel.prototype, "urls", void 0);
export class HookDeliveriesQuery extends DeliveriesQuery {
    environment = DEFAULT_ENVIRONMENT;
}
__decorate([
    ApiPropertyOptional({ default: DEFAULT_ENVIRONMENT, example: 'staging' }),
    __metadata("design:type", String)
], HookDeliveriesQuery.prototype, "environment", void 0);
//# sourceMappingURL=triggers.dto.js.map