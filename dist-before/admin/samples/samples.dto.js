var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Allow, ArrayMaxSize, IsArray, IsBoolean, IsString, MaxLength } from 'class-validator';
import { DEFAULT_ENVIRONMENT } from '../../config/places.js';
import { Absentable } from '../absentable.dto.js';
import { EXAMPLE_EVENT } from '../examples.js';
import { FaultModel } from '../workflows/workflows.dto.js';
export class ListenBody {
    environment = DEFAULT_ENVIRONMENT;
}
__decorate([
    ApiPropertyOptional({ default: DEFAULT_ENVIRONMENT, example: 'staging' }),
    Absentable(),
    IsString({ message: 'must be a string' }),
    MaxLength(200),
    __metadata("design:type", String)
], ListenBody.prototype, "environment", void 0);
export class InferBody {
    from;
    wholeBody = false;
    required = [];
}
__decorate([
    ApiProperty({
        type: Object,
        example: { json: EXAMPLE_EVENT },
        description: '`{ json }` or `{ pairs: [{ key, value, type, in }] }`; for a trigger also `sample`',
    }),
    Allow(),
    __metadata("design:type", Object)
], InferBody.prototype, "from", void 0);
__decorate([
    ApiPropertyOptional({ default: false, description: 'One parameter more, for all of the body' }),
    Absentable(),
    IsBoolean({ message: 'must be true or false' }),
    __metadata("design:type", Boolean)
], InferBody.prototype, "wholeBody", void 0);
__decorate([
    ApiPropertyOptional({ type: [String], description: 'Names of those a request must bring' }),
    Absentable(),
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(100, { message: 'must be at most 100' }),
    IsString({ message: 'each must be a string', each: true }),
    __metadata("design:type", Array)
], InferBody.prototype, "required", void 0);
export class ApplyBody extends InferBody {
    environment = DEFAULT_ENVIRONMENT;
    dryRun = false;
}
__decorate([
    ApiPropertyOptional({ default: DEFAULT_ENVIRONMENT, example: 'staging' }),
    Absentable(),
    IsString({ message: 'must be a string' }),
    MaxLength(200),
    __metadata("design:type", String)
], ApplyBody.prototype, "environment", void 0);
__decorate([
    ApiPropertyOptional({ default: false, description: 'Show the document, save nothing' }),
    Absentable(),
    IsBoolean({ message: 'must be true or false' }),
    __metadata("design:type", Boolean)
], ApplyBody.prototype, "dryRun", void 0);
const GROUPS = {
    type: Object,
    example: {
        body: [{ name: 'userId', type: 'string', from: 'userId', value: '12345' }],
        query: [],
        header: [],
    },
};
export class InferredModel {
    parameters;
    groups;
    leftOut;
}
__decorate([
    ApiProperty({ type: Object, example: { userId: 'string' }, description: 'As a document has them' }),
    __metadata("design:type", Object)
], InferredModel.prototype, "parameters", void 0);
__decorate([
    ApiProperty(GROUPS),
    __metadata("design:type", Object)
], InferredModel.prototype, "groups", void 0);
__decorate([
    ApiProperty({ type: [String], example: ['header.x-api-key'], description: 'What cannot be a parameter' }),
    __metadata("design:type", Array)
], InferredModel.prototype, "leftOut", void 0);
export class SampleModel {
    state;
    message;
    url;
    secondsLeft;
    openedAt;
    openedBy;
    expiresAt;
    capturedAt;
    method;
    parameters;
    leftOut;
}
__decorate([
    ApiProperty({ enum: ['listening', 'captured', 'expired'] }),
    __metadata("design:type", String)
], SampleModel.prototype, "state", void 0);
__decorate([
    ApiProperty({ example: 'send a GET or POST to the address within 172 seconds' }),
    __metadata("design:type", String)
], SampleModel.prototype, "message", void 0);
__decorate([
    ApiProperty({ example: 'https://signet.example.com/hooks/0b6c7f…' }),
    __metadata("design:type", String)
], SampleModel.prototype, "url", void 0);
__decorate([
    ApiProperty({ example: 172 }),
    __metadata("design:type", Number)
], SampleModel.prototype, "secondsLeft", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", Date)
], SampleModel.prototype, "openedAt", void 0);
__decorate([
    ApiProperty({ example: 'token:ci' }),
    __metadata("design:type", String)
], SampleModel.prototype, "openedBy", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", Date)
], SampleModel.prototype, "expiresAt", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String, nullable: true }),
    __metadata("design:type", Object)
], SampleModel.prototype, "capturedAt", void 0);
__decorate([
    ApiPropertyOptional({ example: 'POST' }),
    __metadata("design:type", String)
], SampleModel.prototype, "method", void 0);
__decorate([
    ApiPropertyOptional(GROUPS),
    __metadata("design:type", Object)
], SampleModel.prototype, "parameters", void 0);
__decorate([
    ApiPropertyOptional({ type: [String] }),
    __metadata("design:type", Array)
], SampleModel.prototype, "leftOut", void 0);
export class SampleAppliedModel {
    outcome;
    revision;
    parameters;
    text;
    faults;
    warnings;
}
__decorate([
    ApiProperty({ enum: ['updated', 'unchanged', 'dry run'] }),
    __metadata("design:type", String)
], SampleAppliedModel.prototype, "outcome", void 0);
__decorate([
    ApiProperty({ nullable: true, type: Number, example: 4, description: 'The revision that runs there' }),
    __metadata("design:type", Object)
], SampleAppliedModel.prototype, "revision", void 0);
__decorate([
    ApiProperty({ type: Object, example: { userId: { type: 'string', required: true } } }),
    __metadata("design:type", Object)
], SampleAppliedModel.prototype, "parameters", void 0);
__decorate([
    ApiProperty({ description: 'The document' }),
    __metadata("design:type", String)
], SampleAppliedModel.prototype, "text", void 0);
__decorate([
    ApiProperty({ type: [FaultModel], description: 'Of a dry run; a document with faults is not saved' }),
    __metadata("design:type", Array)
], SampleAppliedModel.prototype, "faults", void 0);
__decorate([
    ApiProperty({ type: [FaultModel] }),
    __metadata("design:type", Array)
], SampleAppliedModel.prototype, "warnings", void 0);
//# sourceMappingURL=samples.dto.js.map