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
import { IsBoolean, IsIn, IsObject, IsString, Length, Matches } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { IsTextList } from '../text-list.dto.js';
/** Live secrets of one proof, while keys are rotated. */
export const MOST_SECRETS = 10;
const SECRET = { least: 8, most: 8192, message: 'each must be 8 to 8192 characters' };
export class VerifyBody {
    profile;
    secrets;
    config;
    secretLater;
}
__decorate([
    ApiProperty({ example: 'standard-webhooks', description: 'One of /profiles' }),
    IsString({ message: 'must be a string' }),
    Length(1, 100, { message: 'must be 1 to 100 characters' }),
    __metadata("design:type", String)
], VerifyBody.prototype, "profile", void 0);
__decorate([
    ApiPropertyOptional({
        type: [String],
        example: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
        description: 'In clear; any of them may match. Left out: those there are stay. Never shown again',
    }),
    IsTextList(MOST_SECRETS, { each: SECRET }),
    __metadata("design:type", Array)
], VerifyBody.prototype, "secrets", void 0);
__decorate([
    ApiPropertyOptional({
        type: Object,
        example: {},
        description: 'What the profile asks for: issuer, audience, …',
    }),
    Absentable(),
    IsObject({ message: 'must be an object' }),
    __metadata("design:type", Object)
], VerifyBody.prototype, "config", void 0);
__decorate([
    ApiPropertyOptional({
        default: false,
        description: 'The sender shows its secret only once it has the address: refuses all until one is added',
    }),
    Absentable(),
    IsBoolean({ message: 'must be true or false' }),
    __metadata("design:type", Boolean)
], VerifyBody.prototype, "secretLater", void 0);
export class TokenBody {
    from;
    scheme;
    secrets;
}
__decorate([
    ApiProperty({ example: 'header:authorization' }),
    Matches(/^header:[A-Za-z0-9-]{1,100}$/, { message: 'must be header:NAME' }),
    __metadata("design:type", String)
], TokenBody.prototype, "from", void 0);
__decorate([
    ApiPropertyOptional({ enum: ['Bearer', 'Basic'] }),
    Absentable(),
    IsIn(['Bearer', 'Basic'], { message: 'must be Bearer or Basic' }),
    __metadata("design:type", String)
], TokenBody.prototype, "scheme", void 0);
__decorate([
    ApiPropertyOptional({
        type: [String],
        description: 'In clear; kept as digests. Left out: those there are stay',
    }),
    IsTextList(MOST_SECRETS, { each: SECRET }),
    __metadata("design:type", Array)
], TokenBody.prototype, "secrets", void 0);
//# sourceMappingURL=proofs.dto.js.map