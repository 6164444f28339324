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
import { IsIn, IsUUID } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { EXAMPLE_ID } from '../examples.js';
import { IsFilterText, IsInstant } from '../filters.dto.js';
import { PageQuery } from '../page.dto.js';
export class AuditQuery extends PageQuery {
    subject;
    execution;
    verb;
    from;
    to;
    place;
}
__decorate([
    ApiPropertyOptional({ example: '12345', description: 'A user, or an object: source:auth-platform' }),
    IsFilterText(),
    __metadata("design:type", String)
], AuditQuery.prototype, "subject", void 0);
__decorate([
    ApiPropertyOptional({ format: 'uuid', example: EXAMPLE_ID }),
    Absentable(),
    IsUUID(undefined, { message: 'must be the id of an execution' }),
    __metadata("design:type", String)
], AuditQuery.prototype, "execution", void 0);
__decorate([
    ApiPropertyOptional({ example: 'user.update' }),
    IsFilterText(),
    __metadata("design:type", String)
], AuditQuery.prototype, "verb", void 0);
__decorate([
    ApiPropertyOptional({ format: 'date-time', type: String }),
    IsInstant(),
    __metadata("design:type", Date)
], AuditQuery.prototype, "from", void 0);
__decorate([
    ApiPropertyOptional({ format: 'date-time', type: String }),
    IsInstant(),
    __metadata("design:type", Date)
], AuditQuery.prototype, "to", void 0);
__decorate([
    ApiPropertyOptional({ enum: ['true', 'false'], description: 'Say where in the tree each stands, too' }),
    Absentable(),
    IsIn(['true', 'false'], { message: 'must be true or false' }),
    __metadata("design:type", String)
], AuditQuery.prototype, "place", void 0);
class AuditPlaceModel {
    state;
    number;
}
__decorate([
    ApiProperty({
        enum: ['signed', 'waiting', 'refused'],
        description: 'In a checkpoint; waiting for the next; not of our making',
    }),
    __metadata("design:type", String)
], AuditPlaceModel.prototype, "state", void 0);
__decorate([
    ApiProperty({ nullable: true, type: Number, example: 4710, description: 'From 0; null: not signed' }),
    __metadata("design:type", Object)
], AuditPlaceModel.prototype, "number", void 0);
/** One entry of the audit log, its private part opened. */
export class AuditModel {
    id;
    at;
    verb;
    actor;
    subject;
    execution;
    task;
    message;
    outcome;
    details;
    leafHash;
    fault;
    place;
}
__decorate([
    ApiProperty({ format: 'uuid' }),
    __metadata("design:type", String)
], AuditModel.prototype, "id", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", Date)
], AuditModel.prototype, "at", void 0);
__decorate([
    ApiProperty({ example: 'user.update' }),
    __metadata("design:type", String)
], AuditModel.prototype, "verb", void 0);
__decorate([
    ApiProperty({
        nullable: true,
        type: String,
        example: 'workflow:acme.identity/welcome-new-user@3',
        description: 'Null when the row cannot be read',
    }),
    __metadata("design:type", Object)
], AuditModel.prototype, "actor", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, example: '12345' }),
    __metadata("design:type", Object)
], AuditModel.prototype, "subject", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, format: 'uuid' }),
    __metadata("design:type", Object)
], AuditModel.prototype, "execution", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, example: 'profile' }),
    __metadata("design:type", Object)
], AuditModel.prototype, "task", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, example: 'profile created for 12345' }),
    __metadata("design:type", Object)
], AuditModel.prototype, "message", void 0);
__decorate([
    ApiProperty({ type: Object, nullable: true }),
    __metadata("design:type", Object)
], AuditModel.prototype, "outcome", void 0);
__decorate([
    ApiProperty({ type: Object, nullable: true }),
    __metadata("design:type", Object)
], AuditModel.prototype, "details", void 0);
__decorate([
    ApiProperty({ description: 'SHA-256 of the leaf in hex (RFC 6962)' }),
    __metadata("design:type", String)
], AuditModel.prototype, "leafHash", void 0);
__decorate([
    ApiProperty({
        nullable: true,
        type: String,
        example: null,
        description: 'What is wrong with the row: it is not what Signet wrote. Null when nothing is',
    }),
    __metadata("design:type", Object)
], AuditModel.prototype, "fault", void 0);
__decorate([
    ApiPropertyOptional({ type: AuditPlaceModel, description: 'Where it was asked for' }),
    __metadata("design:type", AuditPlaceModel)
], AuditModel.prototype, "place", void 0);
//# sourceMappingURL=audit.dto.js.map