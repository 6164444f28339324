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
import { IsIn, IsInt, Max, Min, ValidateBy } from 'class-validator';
import { MAX_TIMEOUT_MS } from '../../workflow/check-rules.js';
import { MAX_QUOTA } from '../../workflow/limits-schema.js';
import { Absentable } from '../absentable.dto.js';
import { IsNested } from '../nested.dto.js';
import { isLength, isRequestLimit } from './given-limits.js';
const MOST_AT_ONCE = 1_000_000;
const WHOLE = { message: 'must be a whole number' };
const SOME = { message: 'must be at least 1' };
const QUOTA = { message: `must be at most ${MAX_QUOTA}` };
const IsTimeout = () => ValidateBy({
    name: 'isTimeout',
    validator: {
        validate: (value) => isLength(value, 1, MAX_TIMEOUT_MS),
        defaultMessage: () => 'must be a length of time such as 30s or 5m, at most 7d',
    },
});
const IsRequestLimit = () => ValidateBy({
    name: 'isRequestLimit',
    validator: {
        validate: isRequestLimit,
        defaultMessage: () => 'must have a limit from 1 to 1000000, and per from 1s to 1d',
    },
});
/** So many requests in any time of that length. */
export class RequestsModel {
    limit;
    per;
}
__decorate([
    ApiProperty({ example: 600 }),
    __metadata("design:type", Number)
], RequestsModel.prototype, "limit", void 0);
__decorate([
    ApiProperty({ example: '1m' }),
    __metadata("design:type", String)
], RequestsModel.prototype, "per", void 0);
export class ConcurrencyBody {
    limit;
    overflow;
}
__decorate([
    ApiProperty({ example: 50 }),
    IsInt(WHOLE),
    Min(1, SOME),
    Max(MOST_AT_ONCE, { message: `must be at most ${MOST_AT_ONCE}` }),
    __metadata("design:type", Number)
], ConcurrencyBody.prototype, "limit", void 0);
__decorate([
    ApiPropertyOptional({ enum: ['queue', 'cancel', 'fail'], default: 'queue' }),
    Absentable(),
    IsIn(['queue', 'cancel', 'fail'], { message: 'must be queue, cancel or fail' }),
    __metadata("design:type", String)
], ConcurrencyBody.prototype, "overflow", void 0);
/** What a tenant may use. What is left out has no limit. */
export class LimitsBody {
    perDay;
    perMonth;
    concurrency;
    timeout;
    requests;
}
__decorate([
    ApiPropertyOptional({ example: 10_000, description: 'Executions of one calendar day, UTC' }),
    Absentable(),
    IsInt(WHOLE),
    Min(1, SOME),
    Max(MAX_QUOTA, QUOTA),
    __metadata("design:type", Number)
], LimitsBody.prototype, "perDay", void 0);
__decorate([
    ApiPropertyOptional({ example: 200_000, description: 'Executions of one calendar month, UTC' }),
    Absentable(),
    IsInt(WHOLE),
    Min(1, SOME),
    Max(MAX_QUOTA, QUOTA),
    __metadata("design:type", Number)
], LimitsBody.prototype, "perMonth", void 0);
__decorate([
    ApiPropertyOptional({ type: ConcurrencyBody, description: 'Executions that run at the same time' }),
    Absentable(),
    IsNested(() => ConcurrencyBody),
    __metadata("design:type", ConcurrencyBody)
], LimitsBody.prototype, "concurrency", void 0);
__decorate([
    ApiPropertyOptional({ example: '5m', description: 'Longest time for one attempt of an execution' }),
    Absentable(),
    IsTimeout(),
    __metadata("design:type", String)
], LimitsBody.prototype, "timeout", void 0);
__decorate([
    ApiPropertyOptional({ type: RequestsModel, description: 'Requests to all its hooks together' }),
    Absentable(),
    IsRequestLimit(),
    __metadata("design:type", RequestsModel)
], LimitsBody.prototype, "requests", void 0);
export class QuotaModel {
    limit;
    used;
    remaining;
    resetsAt;
}
__decorate([
    ApiProperty({ example: 10_000 }),
    __metadata("design:type", Number)
], QuotaModel.prototype, "limit", void 0);
__decorate([
    ApiProperty({ example: 412 }),
    __metadata("design:type", Number)
], QuotaModel.prototype, "used", void 0);
__decorate([
    ApiProperty({ example: 9588 }),
    __metadata("design:type", Number)
], QuotaModel.prototype, "remaining", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", Date)
], QuotaModel.prototype, "resetsAt", void 0);
class ConcurrencyModel {
    limit;
    overflow;
    running;
}
__decorate([
    ApiProperty({ example: 50 }),
    __metadata("design:type", Number)
], ConcurrencyModel.prototype, "limit", void 0);
__decorate([
    ApiProperty({ enum: ['queue', 'cancel', 'fail'] }),
    __metadata("design:type", String)
], ConcurrencyModel.prototype, "overflow", void 0);
__decorate([
    ApiProperty({ example: 3 }),
    __metadata("design:type", Number)
], ConcurrencyModel.prototype, "running", void 0);
/** Limits, and how much of them is used. Null: no limit. */
export class LimitUseModel {
    perDay;
    perMonth;
    concurrency;
    timeout;
    requests;
}
__decorate([
    ApiProperty({ type: QuotaModel, nullable: true }),
    __metadata("design:type", Object)
], LimitUseModel.prototype, "perDay", void 0);
__decorate([
    ApiProperty({ type: QuotaModel, nullable: true }),
    __metadata("design:type", Object)
], LimitUseModel.prototype, "perMonth", void 0);
__decorate([
    ApiProperty({ type: ConcurrencyModel, nullable: true }),
    __metadata("design:type", Object)
], LimitUseModel.prototype, "concurrency", void 0);
__decorate([
    ApiProperty({ example: '300s', nullable: true, type: String }),
    __metadata("design:type", Object)
], LimitUseModel.prototype, "timeout", void 0);
__decorate([
    ApiProperty({ type: RequestsModel, nullable: true }),
    __metadata("design:type", Object)
], LimitUseModel.prototype, "requests", void 0);
export class TenantLimitUseModel extends LimitUseModel {
    instance;
}
__decorate([
    ApiPropertyOptional({
        type: LimitUseModel,
        description: 'Of all tenants together; for whoever runs the installation',
    }),
    __metadata("design:type", LimitUseModel)
], TenantLimitUseModel.prototype, "instance", void 0);
//# sourceMappingURL=limits.dto.js.map