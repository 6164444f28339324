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
import { IsString, Length, Matches } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { PageQuery } from '../page.dto.js';
import { NAMESPACE } from './secret-name.js';
export class SecretsQuery extends PageQuery {
    namespace;
}
__decorate([
    ApiPropertyOptional({ example: 'acme.identity' }),
    Absentable(),
    Matches(NAMESPACE, { message: 'must be names joined by dots' }),
    __metadata("design:type", String)
], SecretsQuery.prototype, "namespace", void 0);
export class SecretBody {
    value;
}
__decorate([
    ApiProperty({ example: 'correct horse battery staple', description: 'Sealed at once, never shown again' }),
    IsString({ message: 'must be a string' }),
    Length(1, 65_536, { message: 'must be 1 to 65536 characters' }),
    __metadata("design:type", String)
], SecretBody.prototype, "value", void 0);
export class SecretModel {
    namespace;
    environment;
    name;
    version;
    createdAt;
    updatedAt;
}
__decorate([
    ApiProperty({ example: 'acme.identity' }),
    __metadata("design:type", String)
], SecretModel.prototype, "namespace", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, description: 'Null: all that have none of their own' }),
    __metadata("design:type", Object)
], SecretModel.prototype, "environment", void 0);
__decorate([
    ApiProperty({ example: 'SIGNING_SECRET' }),
    __metadata("design:type", String)
], SecretModel.prototype, "name", void 0);
__decorate([
    ApiProperty({ example: 2, description: 'Counts how often it was put' }),
    __metadata("design:type", Number)
], SecretModel.prototype, "version", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", Date)
], SecretModel.prototype, "createdAt", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", Date)
], SecretModel.prototype, "updatedAt", void 0);
//# sourceMappingURL=secrets.dto.js.map