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
import { ArrayMaxSize, IsArray, IsIn, IsString, Length, Matches } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { ROLES } from '../access/caller.js';
import { IsInstant } from '../filters.dto.js';
import { NAMESPACE } from '../secrets/secret-name.js';
export class TokenCreateBody {
    name;
    role;
    namespaces;
    expiresAt;
}
__decorate([
    ApiProperty({
        example: 'deploy-pipeline',
        description: 'The audit log names the caller so; no other token that works has it',
    }),
    IsString({ message: 'must be a string' }),
    Length(1, 100, { message: 'must be 1 to 100 characters' }),
    __metadata("design:type", String)
], TokenCreateBody.prototype, "name", void 0);
__decorate([
    ApiProperty({ enum: ROLES, example: 'author' }),
    IsIn(ROLES, { message: `must be one of ${ROLES.join(', ')}` }),
    __metadata("design:type", String)
], TokenCreateBody.prototype, "role", void 0);
__decorate([
    ApiPropertyOptional({ type: [String], example: ['acme.identity'], description: 'None: all namespaces' }),
    Absentable(),
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(100, { message: 'must be at most 100' }),
    Matches(NAMESPACE, { each: true, message: 'each must be names joined by dots' }),
    __metadata("design:type", Array)
], TokenCreateBody.prototype, "namespaces", void 0);
__decorate([
    ApiPropertyOptional({ format: 'date-time', type: String }),
    IsInstant(),
    __metadata("design:type", Date)
], TokenCreateBody.prototype, "expiresAt", void 0);
export class TokenModel {
    id;
    name;
    role;
    namespaces;
    createdAt;
    expiresAt;
    revokedAt;
}
__decorate([
    ApiProperty({ format: 'uuid' }),
    __metadata("design:type", String)
], TokenModel.prototype, "id", void 0);
__decorate([
    ApiProperty({ example: 'deploy-pipeline' }),
    __metadata("design:type", String)
], TokenModel.prototype, "name", void 0);
__decorate([
    ApiProperty({ enum: ROLES }),
    __metadata("design:type", String)
], TokenModel.prototype, "role", void 0);
__decorate([
    ApiProperty({ type: [String] }),
    __metadata("design:type", Array)
], TokenModel.prototype, "namespaces", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", Date)
], TokenModel.prototype, "createdAt", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String, nullable: true }),
    __metadata("design:type", Object)
], TokenModel.prototype, "expiresAt", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String, nullable: true }),
    __metadata("design:type", Object)
], TokenModel.prototype, "revokedAt", void 0);
export class NewTokenModel {
    id;
    name;
    role;
    namespaces;
    expiresAt;
    token;
}
__decorate([
    ApiProperty({ format: 'uuid' }),
    __metadata("design:type", String)
], NewTokenModel.prototype, "id", void 0);
__decorate([
    ApiProperty({ example: 'deploy-pipeline' }),
    __metadata("design:type", String)
], NewTokenModel.prototype, "name", void 0);
__decorate([
    ApiProperty({ enum: ROLES }),
    __metadata("design:type", String)
], NewTokenModel.prototype, "role", void 0);
__decorate([
    ApiProperty({ type: [String] }),
    __metadata("design:type", Array)
], NewTokenModel.prototype, "namespaces", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String, nullable: true }),
    __metadata("design:type", Object)
], NewTokenModel.prototype, "expiresAt", void 0);
__decorate([
    ApiProperty({ example: 'sgn_…', description: 'Shown this once' }),
    __metadata("design:type", String)
], NewTokenModel.prototype, "token", void 0);
//# sourceMappingURL=tokens.dto.js.map