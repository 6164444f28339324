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
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { EXAMPLE_ID } from '../examples.js';
import { HOPS } from './drill-report.js';
export class DrillQuery {
    timeoutMs = 10_000;
}
__decorate([
    ApiPropertyOptional({
        default: 10_000,
        minimum: 500,
        maximum: 60_000,
        description: 'Longest time it may take, in ms',
    }),
    Type(() => Number),
    IsInt({ message: 'must be a whole number' }),
    Min(500, { message: 'must be at least 500' }),
    Max(60_000, { message: 'must be at most 60000' }),
    __metadata("design:type", Number)
], DrillQuery.prototype, "timeoutMs", void 0);
export class HopModel {
    hop;
    status;
    ms;
    todo;
}
__decorate([
    ApiProperty({ enum: HOPS }),
    __metadata("design:type", String)
], HopModel.prototype, "hop", void 0);
__decorate([
    ApiProperty({ enum: ['ok', 'failed', 'not_reached'] }),
    __metadata("design:type", String)
], HopModel.prototype, "status", void 0);
__decorate([
    ApiProperty({ nullable: true, type: Number, description: 'Milliseconds since the hop before' }),
    __metadata("design:type", Object)
], HopModel.prototype, "ms", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, description: 'What is wrong, and what to do' }),
    __metadata("design:type", Object)
], HopModel.prototype, "todo", void 0);
export class DrillModel {
    ok;
    tookMs;
    event;
    execution;
    hops;
}
__decorate([
    ApiProperty({ description: 'The event went all the way' }),
    __metadata("design:type", Boolean)
], DrillModel.prototype, "ok", void 0);
__decorate([
    ApiProperty({ description: 'Milliseconds' }),
    __metadata("design:type", Number)
], DrillModel.prototype, "tookMs", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, example: EXAMPLE_ID }),
    __metadata("design:type", Object)
], DrillModel.prototype, "event", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, example: EXAMPLE_ID }),
    __metadata("design:type", Object)
], DrillModel.prototype, "execution", void 0);
__decorate([
    ApiProperty({ type: [HopModel] }),
    __metadata("design:type", Array)
], DrillModel.prototype, "hops", void 0);
//# sourceMappingURL=drill.dto.js.map