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
import { IsString, Matches, MaxLength } from 'class-validator';
import { DEFAULT_ENVIRONMENT } from '../../config/places.js';
import { Absentable } from '../absentable.dto.js';
import { PageQuery } from '../page.dto.js';
const ENVIRONMENT = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/;
const WHAT = { message: 'must be the name of an environment: letters, digits, _ and -, at most 63' };
/** Which environment is meant, when the request is about one. */
export class EnvironmentQuery {
    environment = DEFAULT_ENVIRONMENT;
}
__decorate([
    ApiPropertyOptional({ default: DEFAULT_ENVIRONMENT, example: 'staging' }),
    Absentable(),
    IsString({ message: 'must be a string' }),
    MaxLength(200),
    __metadata("design:type", String)
], EnvironmentQuery.prototype, "environment", void 0);
/** A value of one environment, or without a name of all that have none of their own. */
export class OptionalEnvironmentQuery {
    environment;
}
__decorate([
    ApiPropertyOptional({ example: 'staging', description: 'Absent: all that have none of their own' }),
    Absentable(),
    Matches(ENVIRONMENT, WHAT),
    __metadata("design:type", String)
], OptionalEnvironmentQuery.prototype, "environment", void 0);
/** A list as it looks in one environment. */
export class EnvironmentPageQuery extends PageQuery {
    environment = DEFAULT_ENVIRONMENT;
}
__decorate([
    ApiPropertyOptional({ default: DEFAULT_ENVIRONMENT, example: 'staging' }),
    Absentable(),
    IsString({ message: 'must be a string' }),
    MaxLength(200),
    __metadata("design:type", String)
], EnvironmentPageQuery.prototype, "environment", void 0);
export class EnvironmentBody {
    description;
}
__decorate([
    ApiPropertyOptional({ example: 'What is tried before it goes live' }),
    Absentable(),
    IsString({ message: 'must be a string' }),
    MaxLength(1000, { message: 'must be at most 1000 characters' }),
    __metadata("design:type", String)
], EnvironmentBody.prototype, "description", void 0);
export class EnvironmentModel {
    name;
    description;
    workflows;
    createdAt;
}
__decorate([
    ApiProperty({ example: 'staging' }),
    __metadata("design:type", String)
], EnvironmentModel.prototype, "name", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String }),
    __metadata("design:type", Object)
], EnvironmentModel.prototype, "description", void 0);
__decorate([
    ApiProperty({ example: 3, description: 'Workflows deployed there' }),
    __metadata("design:type", Number)
], EnvironmentModel.prototype, "workflows", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", Date)
], EnvironmentModel.prototype, "createdAt", void 0);
export function isEnvironmentName(name) {
    return ENVIRONMENT.test(name);
}
//# sourceMappingURL=environments.dto.js.map