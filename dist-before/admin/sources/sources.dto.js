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
import { IsBoolean, IsObject, IsString, MaxLength, ValidateBy } from 'class-validator';
import { isRequestLimit } from '../limits/given-limits.js';
import { Absentable } from '../absentable.dto.js';
import { IsNested } from '../nested.dto.js';
import { IsHookSearch } from '../hooks/hook-search.dto.js';
import { PageQuery } from '../page.dto.js';
import { IsTextList } from '../text-list.dto.js';
import { EventBody } from './event.dto.js';
import { PollBody } from './poll.dto.js';
import { TokenBody, VerifyBody } from './proofs.dto.js';
/** Event types a source names itself. */
const MOST_NAMES = 200;
export class SourcesQuery extends PageQuery {
    hook;
}
__decorate([
    IsHookSearch(),
    __metadata("design:type", String)
], SourcesQuery.prototype, "hook", void 0);
const IsHookRequests = () => ValidateBy({
    name: 'isHookRequests',
    validator: {
        validate: (value) => value === 'default' || value === 'none' || isRequestLimit(value),
        defaultMessage: () => 'must be default, none, or have a limit from 1 to 1000000 and per from 1s to 1d',
    },
});
export class HookLimitsBody {
    requests;
}
__decorate([
    ApiPropertyOptional({
        example: { limit: 600, per: '1m' },
        description: '`limit` and `per`, or `default` (what the operator set) or `none`',
    }),
    Absentable(),
    IsHookRequests(),
    __metadata("design:type", Object)
], HookLimitsBody.prototype, "requests", void 0);
function isNames(value) {
    const names = Object.entries(value ?? {});
    return (names.length <= MOST_NAMES &&
        names.every(([type, common]) => type.length >= 1 && type.length <= 500 && typeof common === 'string'));
}
export class SourceBody {
    description;
    verify;
    token;
    poll;
    ip;
    open;
    event;
    limits;
    vocabulary;
    enabled;
}
__decorate([
    ApiPropertyOptional({ example: 'The login service' }),
    Absentable(),
    IsString({ message: 'must be a string' }),
    MaxLength(1000, { message: 'must be at most 1000 characters' }),
    __metadata("design:type", String)
], SourceBody.prototype, "description", void 0);
__decorate([
    ApiPropertyOptional({ type: VerifyBody }),
    Absentable(),
    IsNested(() => VerifyBody),
    __metadata("design:type", VerifyBody)
], SourceBody.prototype, "verify", void 0);
__decorate([
    ApiPropertyOptional({ type: TokenBody }),
    Absentable(),
    IsNested(() => TokenBody),
    __metadata("design:type", TokenBody)
], SourceBody.prototype, "token", void 0);
__decorate([
    ApiPropertyOptional({ type: PollBody, description: 'Tokens are fetched, too' }),
    Absentable(),
    IsNested(() => PollBody),
    __metadata("design:type", PollBody)
], SourceBody.prototype, "poll", void 0);
__decorate([
    ApiPropertyOptional({
        type: [String],
        example: ['203.0.113.0/24'],
        description: 'Ranges the sender must come from',
    }),
    IsTextList(200),
    __metadata("design:type", Array)
], SourceBody.prototype, "ip", void 0);
__decorate([
    ApiPropertyOptional({ description: 'true takes deliveries from anyone; without a proof it must be said' }),
    Absentable(),
    IsBoolean({ message: 'must be true or false' }),
    __metadata("design:type", Boolean)
], SourceBody.prototype, "open", void 0);
__decorate([
    ApiPropertyOptional({ type: EventBody }),
    Absentable(),
    IsNested(() => EventBody),
    __metadata("design:type", EventBody)
], SourceBody.prototype, "event", void 0);
__decorate([
    ApiPropertyOptional({ type: HookLimitsBody }),
    Absentable(),
    IsNested(() => HookLimitsBody),
    __metadata("design:type", HookLimitsBody)
], SourceBody.prototype, "limits", void 0);
__decorate([
    ApiPropertyOptional({
        type: 'object',
        additionalProperties: { type: 'string' },
        example: { 'account.opened': 'user.created' },
        description: 'Common types of event types, in addition to what the profile knows and before it',
    }),
    Absentable(),
    IsObject({ message: 'must be an object' }),
    ValidateBy({
        name: 'names',
        validator: {
            validate: isNames,
            defaultMessage: () => `must be at most ${MOST_NAMES} types of 1 to 500 characters, each with a common type`,
        },
    }),
    __metadata("design:type", Object)
], SourceBody.prototype, "vocabulary", void 0);
__decorate([
    ApiPropertyOptional({ default: true }),
    Absentable(),
    IsBoolean({ message: 'must be true or false' }),
    __metadata("design:type", Boolean)
], SourceBody.prototype, "enabled", void 0);
class SourceHookModel {
    id;
    address;
    url;
}
__decorate([
    ApiProperty({ format: 'uuid' }),
    __metadata("design:type", String)
], SourceHookModel.prototype, "id", void 0);
__decorate([
    ApiProperty({
        example: '0b6c7f…',
        nullable: true,
        type: String,
        description: 'Null for a token that is limited to namespaces, of a source',
    }),
    __metadata("design:type", Object)
], SourceHookModel.prototype, "address", void 0);
__decorate([
    ApiProperty({ example: 'https://signet.example.com/hooks/0b6c7f…', nullable: true, type: String }),
    __metadata("design:type", Object)
], SourceHookModel.prototype, "url", void 0);
/** An outside system that sends events. */
export class SourceModel {
    name;
    description;
    enabled;
    hook;
    proofs;
    event;
    limits;
    vocabulary;
    createdAt;
    updatedAt;
    notes;
}
__decorate([
    ApiProperty({ example: 'auth-platform' }),
    __metadata("design:type", String)
], SourceModel.prototype, "name", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String }),
    __metadata("design:type", Object)
], SourceModel.prototype, "description", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", Boolean)
], SourceModel.prototype, "enabled", void 0);
__decorate([
    ApiProperty({ type: SourceHookModel }),
    __metadata("design:type", SourceHookModel)
], SourceModel.prototype, "hook", void 0);
__decorate([
    ApiProperty({ type: Object, example: { profile: 'standard-webhooks', secrets: 1 } }),
    __metadata("design:type", Object)
], SourceModel.prototype, "proofs", void 0);
__decorate([
    ApiPropertyOptional({ type: EventBody }),
    __metadata("design:type", EventBody)
], SourceModel.prototype, "event", void 0);
__decorate([
    ApiPropertyOptional({ type: HookLimitsBody }),
    __metadata("design:type", HookLimitsBody)
], SourceModel.prototype, "limits", void 0);
__decorate([
    ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string' } }),
    __metadata("design:type", Object)
], SourceModel.prototype, "vocabulary", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", Date)
], SourceModel.prototype, "createdAt", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", Date)
], SourceModel.prototype, "updatedAt", void 0);
__decorate([
    ApiPropertyOptional({
        type: [String],
        description: 'Of a change: what was not kept as it was given',
        example: ['white space around a secret was taken off before it was kept'],
    }),
    __metadata("design:type", Array)
], SourceModel.prototype, "notes", void 0);
//# sourceMappingURL=sources.dto.js.map