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
import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
export class TenantBody {
    description;
    retentionDays;
}
__decorate([
    ApiPropertyOptional({ example: 'The subsidiary in Lyon' }),
    Absentable(),
    IsString({ message: 'must be a string' }),
    MaxLength(1000, { message: 'must be at most 1000 characters' }),
    __metadata("design:type", String)
], TenantBody.prototype, "description", void 0);
__decorate([
    ApiPropertyOptional({
        example: 30,
        description: 'Days what its executions left is kept; where it is left out, and at most, as long as the instance keeps it',
    }),
    Absentable(),
    IsInt({ message: 'must be a whole number' }),
    Min(1, { message: 'must be at least 1' }),
    Max(3650, { message: 'must be at most 3650' }),
    __metadata("design:type", Number)
], TenantBody.prototype, "retentionDays", void 0);
export class TenantModel {
    name;
    description;
    retentionDays;
    createdAt;
}
__decorate([
    ApiProperty({ example: 'lyon' }),
    __metadata("design:type", String)
], TenantModel.prototype, "name", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String }),
    __metadata("design:type", Object)
], TenantModel.prototype, "description", void 0);
__decorate([
    ApiProperty({ nullable: true, type: Number }),
    __metadata("design:type", Object)
], TenantModel.prototype, "retentionDays", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", Date)
], TenantModel.prototype, "createdAt", void 0);
export class TenantTokenModel {
    name;
    token;
}
__decorate([
    ApiProperty({ example: 'lyon' }),
    __metadata("design:type", String)
], TenantTokenModel.prototype, "name", void 0);
__decorate([
    ApiProperty({ description: 'An admin token of it: shown once' }),
    __metadata("design:type", String)
], TenantTokenModel.prototype, "token", void 0);
export class NewTenantModel extends TenantModel {
    token;
}
__decorate([
    ApiPropertyOptional({ description: 'Its first admin token: shown once, when the tenant is made' }),
    __metadata("design:type", String)
], NewTenantModel.prototype, "token", void 0);
//# sourceMappingURL=tenants.dto.js.map