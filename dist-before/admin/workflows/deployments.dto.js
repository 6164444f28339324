var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsString, Length, Max, Min } from 'class-validator';
export class DeployBody {
    revision;
}
__decorate([
    ApiProperty({ example: 3 }),
    IsInt({ message: 'must be a whole number' }),
    Min(1, { message: 'must be at least 1' }),
    Max(2_147_483_647, { message: 'must be at most 2147483647' }),
    __metadata("design:type", Number)
], DeployBody.prototype, "revision", void 0);
export class PromoteBody {
    from;
    to;
}
__decorate([
    ApiProperty({ example: 'staging' }),
    IsString({ message: 'must be a string' }),
    Length(1, 200, { message: 'must be 1 to 200 characters' }),
    __metadata("design:type", String)
], PromoteBody.prototype, "from", void 0);
__decorate([
    ApiProperty({ example: 'production' }),
    IsString({ message: 'must be a string' }),
    Length(1, 200, { message: 'must be 1 to 200 characters' }),
    __metadata("design:type", String)
], PromoteBody.prototype, "to", void 0);
export class DeploymentModel {
    environment;
    revision;
    enabled;
    deployedAt;
    deployedBy;
}
__decorate([
    ApiProperty({ example: 'staging' }),
    __metadata("design:type", String)
], DeploymentModel.prototype, "environment", void 0);
__decorate([
    ApiProperty({ example: 3 }),
    __metadata("design:type", Number)
], DeploymentModel.prototype, "revision", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", Boolean)
], DeploymentModel.prototype, "enabled", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", Date)
], DeploymentModel.prototype, "deployedAt", void 0);
__decorate([
    ApiProperty({ example: 'token:ops' }),
    __metadata("design:type", String)
], DeploymentModel.prototype, "deployedBy", void 0);
//# sourceMappingURL=deployments.dto.js.map