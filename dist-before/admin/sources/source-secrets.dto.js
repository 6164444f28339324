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
import { IsIn, IsString, Length } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
const PROOFS = ['verify', 'token'];
export class SourceSecretBody {
    secret;
    proof;
}
__decorate([
    ApiProperty({ example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }),
    IsString({ message: 'must be a string' }),
    Length(8, 8192, { message: 'must be 8 to 8192 characters' }),
    __metadata("design:type", String)
], SourceSecretBody.prototype, "secret", void 0);
__decorate([
    ApiPropertyOptional({
        enum: PROOFS,
        description: 'What it belongs to; by default to `verify` where there is one',
    }),
    Absentable(),
    IsIn(PROOFS, { message: `must be one of ${PROOFS.join(', ')}` }),
    __metadata("design:type", Object)
], SourceSecretBody.prototype, "proof", void 0);
export class RetireQuery {
    force;
}
__decorate([
    ApiPropertyOptional({ enum: ['true', 'false'], description: 'true: although it was used lately' }),
    Absentable(),
    IsIn(['true', 'false'], { message: 'must be true or false' }),
    __metadata("design:type", String)
], RetireQuery.prototype, "force", void 0);
/** A live secret of a source, without anything of it. */
export class SourceSecretModel {
    id;
    proof;
    generation;
    addedAt;
    lastUsedAt;
    uses;
}
__decorate([
    ApiProperty({
        example: '5f2b0c6e9a1d4c37',
        description: 'The same for the same secret of the same source',
    }),
    __metadata("design:type", String)
], SourceSecretModel.prototype, "id", void 0);
__decorate([
    ApiProperty({ enum: PROOFS }),
    __metadata("design:type", String)
], SourceSecretModel.prototype, "proof", void 0);
__decorate([
    ApiProperty({ enum: ['newest', 'previous', 'older'] }),
    __metadata("design:type", String)
], SourceSecretModel.prototype, "generation", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String, nullable: true }),
    __metadata("design:type", Object)
], SourceSecretModel.prototype, "addedAt", void 0);
__decorate([
    ApiProperty({
        format: 'date-time',
        type: String,
        nullable: true,
        description: 'Null when it proved no delivery in 30 days',
    }),
    __metadata("design:type", Object)
], SourceSecretModel.prototype, "lastUsedAt", void 0);
__decorate([
    ApiProperty({ example: 1280, description: 'Deliveries it proved in the last 7 days' }),
    __metadata("design:type", Number)
], SourceSecretModel.prototype, "uses", void 0);
//# sourceMappingURL=source-secrets.dto.js.map