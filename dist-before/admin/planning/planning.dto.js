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
import { Allow, IsInt, IsObject, IsString, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';
import { DEFAULT_ENVIRONMENT } from '../../config/places.js';
import { Absentable } from '../absentable.dto.js';
import { IsNested } from '../nested.dto.js';
import { AnyJson } from '../any-json.dto.js';
import { EXAMPLE_EVENT, EXAMPLE_WORKFLOW } from '../examples.js';
import { IsInstantText } from '../filters.dto.js';
const AN_OBJECT = { message: 'must be an object' };
const A_STRING = { message: 'must be a string' };
const NAME = [1, 512, { message: 'must be 1 to 512 characters' }];
/** An event as a person writes it. */
export class GivenEventBody {
    source;
    type;
    commonType;
    id;
    subject;
    time;
    body;
    headers;
    parameters;
    inputs;
}
__decorate([
    ApiPropertyOptional({ example: 'auth-platform', description: 'Absent: an event of a webhook trigger' }),
    Absentable(),
    IsString(A_STRING),
    Length(...NAME),
    __metadata("design:type", String)
], GivenEventBody.prototype, "source", void 0);
__decorate([
    ApiPropertyOptional({ example: 'user.created' }),
    Absentable(),
    IsString(A_STRING),
    Length(...NAME),
    __metadata("design:type", String)
], GivenEventBody.prototype, "type", void 0);
__decorate([
    ApiPropertyOptional({ example: 'user.created', description: 'Its name in the common vocabulary' }),
    Absentable(),
    IsString(A_STRING),
    Length(...NAME),
    __metadata("design:type", String)
], GivenEventBody.prototype, "commonType", void 0);
__decorate([
    ApiPropertyOptional(),
    Absentable(),
    IsString(A_STRING),
    Length(...NAME),
    __metadata("design:type", String)
], GivenEventBody.prototype, "id", void 0);
__decorate([
    ApiPropertyOptional({ example: '12345' }),
    Absentable(),
    IsString(A_STRING),
    Length(...NAME),
    __metadata("design:type", String)
], GivenEventBody.prototype, "subject", void 0);
__decorate([
    ApiPropertyOptional({ format: 'date-time' }),
    Absentable(),
    IsInstantText(),
    __metadata("design:type", String)
], GivenEventBody.prototype, "time", void 0);
__decorate([
    ApiPropertyOptional({ type: Object, example: EXAMPLE_EVENT, description: 'Any JSON' }),
    AnyJson(),
    Allow(),
    __metadata("design:type", Object)
], GivenEventBody.prototype, "body", void 0);
__decorate([
    ApiPropertyOptional({ type: Object }),
    AnyJson(),
    Absentable(),
    IsObject(AN_OBJECT),
    __metadata("design:type", Object)
], GivenEventBody.prototype, "headers", void 0);
__decorate([
    ApiPropertyOptional({ type: Object }),
    AnyJson(),
    Absentable(),
    IsObject(AN_OBJECT),
    __metadata("design:type", Object)
], GivenEventBody.prototype, "parameters", void 0);
__decorate([
    ApiPropertyOptional({ type: Object, description: 'Values of the parameters of its webhook trigger' }),
    AnyJson(),
    Absentable(),
    IsObject(AN_OBJECT),
    __metadata("design:type", Object)
], GivenEventBody.prototype, "inputs", void 0);
export class PlanBody {
    environment = DEFAULT_ENVIRONMENT;
    eventId;
    event;
    document;
    revision;
    trigger;
    outputs;
}
__decorate([
    ApiPropertyOptional({ default: DEFAULT_ENVIRONMENT, example: 'staging' }),
    Absentable(),
    IsString(A_STRING),
    MaxLength(200),
    __metadata("design:type", String)
], PlanBody.prototype, "environment", void 0);
__decorate([
    ApiPropertyOptional({ format: 'uuid', description: 'A recorded event; or give `event`' }),
    Absentable(),
    IsUUID('all', { message: 'must be the id of an event' }),
    __metadata("design:type", String)
], PlanBody.prototype, "eventId", void 0);
__decorate([
    ApiPropertyOptional({ type: GivenEventBody }),
    Absentable(),
    IsNested(() => GivenEventBody),
    __metadata("design:type", GivenEventBody)
], PlanBody.prototype, "event", void 0);
__decorate([
    ApiPropertyOptional({ example: EXAMPLE_WORKFLOW, description: 'A draft; it is not saved' }),
    Absentable(),
    IsString(A_STRING),
    __metadata("design:type", String)
], PlanBody.prototype, "document", void 0);
__decorate([
    ApiPropertyOptional({ example: 3, description: 'Default: the one deployed in the environment' }),
    Absentable(),
    IsInt({ message: 'must be a whole number' }),
    Min(1),
    Max(2 ** 31 - 1),
    __metadata("design:type", Number)
], PlanBody.prototype, "revision", void 0);
__decorate([
    ApiPropertyOptional({ example: 'created', description: 'Default: the one that takes the event' }),
    Absentable(),
    IsString(A_STRING),
    MaxLength(200),
    __metadata("design:type", String)
], PlanBody.prototype, "trigger", void 0);
__decorate([
    ApiPropertyOptional({
        type: Object,
        example: { profile: { status: 200, body: { active: true } } },
        description: 'By task: what it is taken to give',
    }),
    AnyJson(),
    Absentable(),
    IsObject(AN_OBJECT),
    __metadata("design:type", Object)
], PlanBody.prototype, "outputs", void 0);
export class BacktestBody {
    environment = DEFAULT_ENVIRONMENT;
    document;
    since;
    until;
}
__decorate([
    ApiPropertyOptional({ default: DEFAULT_ENVIRONMENT, example: 'staging' }),
    Absentable(),
    IsString(A_STRING),
    MaxLength(200),
    __metadata("design:type", String)
], BacktestBody.prototype, "environment", void 0);
__decorate([
    ApiProperty({ example: EXAMPLE_WORKFLOW, description: 'The draft; it is not saved' }),
    IsString(A_STRING),
    __metadata("design:type", String)
], BacktestBody.prototype, "document", void 0);
__decorate([
    ApiProperty({ format: 'date-time', description: 'Events that arrived at or after' }),
    IsInstantText(),
    __metadata("design:type", String)
], BacktestBody.prototype, "since", void 0);
__decorate([
    ApiPropertyOptional({ format: 'date-time', description: 'And before. Default: now' }),
    Absentable(),
    IsInstantText(),
    __metadata("design:type", String)
], BacktestBody.prototype, "until", void 0);
const ANY = { type: Object, nullable: true };
export class PlanModel {
    workflow;
    revision;
    event;
    trigger;
    status;
    reason;
    error;
    output;
    tasks;
    omitted;
    blastRadius;
}
__decorate([
    ApiProperty({ example: 'acme.identity/welcome' }),
    __metadata("design:type", String)
], PlanModel.prototype, "workflow", void 0);
__decorate([
    ApiProperty({ type: Number, nullable: true, description: 'Null for a draft' }),
    __metadata("design:type", Object)
], PlanModel.prototype, "revision", void 0);
__decorate([
    ApiProperty({
        type: Object,
        example: { id: null, type: 'user.created', source: 'auth-platform', subject: '12345' },
    }),
    __metadata("design:type", Object)
], PlanModel.prototype, "event", void 0);
__decorate([
    ApiProperty({ type: String, nullable: true, description: 'The trigger that takes the event' }),
    __metadata("design:type", Object)
], PlanModel.prototype, "trigger", void 0);
__decorate([
    ApiProperty({
        enum: ['succeeded', 'dead', 'skipped', 'cancelled', 'superseded', 'unmatched', 'unfinished'],
    }),
    __metadata("design:type", Object)
], PlanModel.prototype, "status", void 0);
__decorate([
    ApiProperty({ type: String, nullable: true }),
    __metadata("design:type", Object)
], PlanModel.prototype, "reason", void 0);
__decorate([
    ApiProperty(ANY),
    __metadata("design:type", Object)
], PlanModel.prototype, "error", void 0);
__decorate([
    ApiProperty({ ...ANY, description: 'What its `return` gives' }),
    __metadata("design:type", Object)
], PlanModel.prototype, "output", void 0);
__decorate([
    ApiProperty({
        type: [Object],
        description: 'In the order of the document: status, input, output, and `effects`: calls, changes, audit entries',
        example: [
            {
                task: 'profile',
                rounds: [],
                type: 'user.update',
                status: 'succeeded',
                unknown: [],
                effects: [],
            },
        ],
    }),
    __metadata("design:type", Array)
], PlanModel.prototype, "tasks", void 0);
__decorate([
    ApiProperty({ description: 'Tasks beyond those that are shown' }),
    __metadata("design:type", Number)
], PlanModel.prototype, "omitted", void 0);
__decorate([
    ApiProperty({
        type: [Object],
        description: 'By workflow: from how many `users` it would take something away, how many it may (`limit`, in `windowMs`), how often a person would be asked (`asks`), and when `first`',
    }),
    __metadata("design:type", Array)
], PlanModel.prototype, "blastRadius", void 0);
//# sourceMappingURL=planning.dto.js.map