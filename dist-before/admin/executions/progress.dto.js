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
import { IsIn } from 'class-validator';
import { OPEN_STATUSES } from '../../ledger/execution-query.view.js';
import { FINAL_STATUSES } from '../../ledger/task-run.js';
import { Absentable } from '../absentable.dto.js';
import { EXAMPLE_ID } from '../examples.js';
/** How an execution stands, for who polls. */
export class StatusModel {
    id;
    workflow;
    revision;
    environment;
    status;
    finished;
    reason;
    attempt;
    acceptedAt;
    startedAt;
    finishedAt;
    dueAt;
}
__decorate([
    ApiProperty({ format: 'uuid', example: EXAMPLE_ID }),
    __metadata("design:type", String)
], StatusModel.prototype, "id", void 0);
__decorate([
    ApiProperty({ example: 'acme.identity/welcome-new-user' }),
    __metadata("design:type", String)
], StatusModel.prototype, "workflow", void 0);
__decorate([
    ApiProperty({ example: 3 }),
    __metadata("design:type", Number)
], StatusModel.prototype, "revision", void 0);
__decorate([
    ApiProperty({ example: 'production' }),
    __metadata("design:type", String)
], StatusModel.prototype, "environment", void 0);
__decorate([
    ApiProperty({ enum: [...OPEN_STATUSES, ...FINAL_STATUSES], example: 'running' }),
    __metadata("design:type", String)
], StatusModel.prototype, "status", void 0);
__decorate([
    ApiProperty({ description: 'It has ended: the status does not change any more' }),
    __metadata("design:type", Boolean)
], StatusModel.prototype, "finished", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String }),
    __metadata("design:type", Object)
], StatusModel.prototype, "reason", void 0);
__decorate([
    ApiProperty({ example: 1, description: 'Tries so far' }),
    __metadata("design:type", Number)
], StatusModel.prototype, "attempt", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", Date)
], StatusModel.prototype, "acceptedAt", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String, nullable: true }),
    __metadata("design:type", Object)
], StatusModel.prototype, "startedAt", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String, nullable: true }),
    __metadata("design:type", Object)
], StatusModel.prototype, "finishedAt", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String, nullable: true }),
    __metadata("design:type", Object)
], StatusModel.prototype, "dueAt", void 0);
export class StreamQuery {
    details;
}
__decorate([
    ApiPropertyOptional({ enum: ['true', 'false'], description: 'What went into tasks and came out, too' }),
    Absentable(),
    IsIn(['true', 'false'], { message: 'must be true or false' }),
    __metadata("design:type", String)
], StreamQuery.prototype, "details", void 0);
//# sourceMappingURL=progress.dto.js.map