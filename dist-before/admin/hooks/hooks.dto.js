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
import { IsIn } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { IsFilterText } from '../filters.dto.js';
import { IsHookSearch } from './hook-search.dto.js';
import { PageQuery } from '../page.dto.js';
const OUTCOMES = ['accepted', 'refused', 'duplicate', 'handshake', 'control', 'sample'];
export class DeliveriesQuery extends PageQuery {
    outcome;
    environment;
}
__decorate([
    ApiPropertyOptional({ enum: OUTCOMES }),
    Absentable(),
    IsIn(OUTCOMES, { message: `must be one of ${OUTCOMES.join(', ')}` }),
    __metadata("design:type", Object)
], DeliveriesQuery.prototype, "outcome", void 0);
__decorate([
    ApiPropertyOptional({ example: 'staging' }),
    IsFilterText(),
    __metadata("design:type", String)
], DeliveriesQuery.prototype, "environment", void 0);
export class HooksQuery extends PageQuery {
    search;
}
__decorate([
    IsHookSearch(),
    __metadata("design:type", String)
], HooksQuery.prototype, "search", void 0);
export class HookModel {
    id;
    address;
    url;
    enabled;
    owner;
}
__decorate([
    ApiProperty({ format: 'uuid' }),
    __metadata("design:type", String)
], HookModel.prototype, "id", void 0);
__decorate([
    ApiProperty({
        example: '0b6c7f…',
        nullable: true,
        type: String,
        description: 'Null for a token that is limited to namespaces, of a source',
    }),
    __metadata("design:type", Object)
], HookModel.prototype, "address", void 0);
__decorate([
    ApiProperty({ example: 'https://signet.example.com/hooks/0b6c7f…', nullable: true, type: String }),
    __metadata("design:type", Object)
], HookModel.prototype, "url", void 0);
__decorate([
    ApiProperty({ description: 'Of a trigger: in production' }),
    __metadata("design:type", Boolean)
], HookModel.prototype, "enabled", void 0);
__decorate([
    ApiProperty({ type: Object, example: { kind: 'source', source: 'auth-platform' } }),
    __metadata("design:type", Object)
], HookModel.prototype, "owner", void 0);
export class DeliveryModel {
    id;
    receivedAt;
    outcome;
    reason;
    status;
    method;
    remoteAddress;
    bytes;
    eventId;
    event;
    environment;
    diagnosis;
}
__decorate([
    ApiProperty({ format: 'uuid' }),
    __metadata("design:type", String)
], DeliveryModel.prototype, "id", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", Date)
], DeliveryModel.prototype, "receivedAt", void 0);
__decorate([
    ApiProperty({ enum: OUTCOMES }),
    __metadata("design:type", String)
], DeliveryModel.prototype, "outcome", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, example: 'bad_signature' }),
    __metadata("design:type", Object)
], DeliveryModel.prototype, "reason", void 0);
__decorate([
    ApiProperty({ nullable: true, type: Number, example: 401 }),
    __metadata("design:type", Object)
], DeliveryModel.prototype, "status", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, example: 'POST' }),
    __metadata("design:type", Object)
], DeliveryModel.prototype, "method", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, example: '203.0.113.7' }),
    __metadata("design:type", Object)
], DeliveryModel.prototype, "remoteAddress", void 0);
__decorate([
    ApiProperty({ example: 92 }),
    __metadata("design:type", Number)
], DeliveryModel.prototype, "bytes", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, format: 'uuid' }),
    __metadata("design:type", Object)
], DeliveryModel.prototype, "eventId", void 0);
__decorate([
    ApiProperty({
        type: Object,
        nullable: true,
        example: {
            id: '019aa5f0-…',
            type: 'user.created',
            subject: '12345',
            test: false,
            cause: null,
            depth: 0,
            avoided: [],
        },
        description: 'Of an accepted delivery: its first event; `cause`, `depth` and `avoided` as in the event of an execution',
    }),
    __metadata("design:type", Object)
], DeliveryModel.prototype, "event", void 0);
__decorate([
    ApiProperty({ example: 'production' }),
    __metadata("design:type", String)
], DeliveryModel.prototype, "environment", void 0);
__decorate([
    ApiProperty({ type: Object, nullable: true, description: 'What was expected, what came, and what to try' }),
    __metadata("design:type", Object)
], DeliveryModel.prototype, "diagnosis", void 0);
//# sourceMappingURL=hooks.dto.js.map