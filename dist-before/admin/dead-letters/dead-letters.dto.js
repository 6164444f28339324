var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsDefined, IsIn, IsInt, IsString, Length, Max, Min } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { IsNested } from '../nested.dto.js';
import { BURIAL_REASONS } from '../../recovery/dead-letter.js';
import { EXAMPLE_ID } from '../examples.js';
import { ErrorModel } from '../executions/executions.dto.js';
import { IsFilterText, IsInstant, IsWorkflowPath, workflowOf } from '../filters.dto.js';
import { PageQuery } from '../page.dto.js';
const STATUSES = ['open', 'replayed', 'discarded'];
/** Why it was given up on, or absent. */
function IsReason() {
    return applyDecorators(Absentable(), IsIn(BURIAL_REASONS, { message: `must be one of ${BURIAL_REASONS.join(', ')}` }));
}
export class DeadLettersQuery extends PageQuery {
    status;
    workflow;
    reason;
    fingerprint;
    subject;
    environment;
}
__decorate([
    ApiPropertyOptional({ enum: STATUSES }),
    Absentable(),
    IsIn(STATUSES, { message: 'must be open, replayed or discarded' }),
    __metadata("design:type", String)
], DeadLettersQuery.prototype, "status", void 0);
__decorate([
    ApiPropertyOptional({ example: 'acme.identity/welcome-new-user' }),
    IsWorkflowPath(),
    __metadata("design:type", String)
], DeadLettersQuery.prototype, "workflow", void 0);
__decorate([
    ApiPropertyOptional({ enum: BURIAL_REASONS, example: 'exhausted' }),
    IsReason(),
    __metadata("design:type", String)
], DeadLettersQuery.prototype, "reason", void 0);
__decorate([
    ApiPropertyOptional({ example: '9f86d081884c7d65' }),
    IsFilterText(),
    __metadata("design:type", String)
], DeadLettersQuery.prototype, "fingerprint", void 0);
__decorate([
    ApiPropertyOptional({ example: '12345' }),
    IsFilterText(),
    __metadata("design:type", String)
], DeadLettersQuery.prototype, "subject", void 0);
__decorate([
    ApiPropertyOptional({ example: 'staging' }),
    IsFilterText(),
    __metadata("design:type", String)
], DeadLettersQuery.prototype, "environment", void 0);
export class ReplayBody {
    from;
    revision;
    callback;
}
__decorate([
    ApiPropertyOptional({ enum: ['start', 'failed-task'], default: 'failed-task' }),
    Absentable(),
    IsIn(['start', 'failed-task'], { message: 'must be start or failed-task' }),
    __metadata("design:type", String)
], ReplayBody.prototype, "from", void 0);
__decorate([
    ApiPropertyOptional({ enum: ['same', 'newest'], default: 'same' }),
    Absentable(),
    IsIn(['same', 'newest'], { message: 'must be same or newest' }),
    __metadata("design:type", String)
], ReplayBody.prototype, "revision", void 0);
__decorate([
    ApiPropertyOptional({ default: false, description: 'Call back again whoever was called when it died' }),
    Absentable(),
    IsBoolean({ message: 'must be true or false' }),
    __metadata("design:type", Boolean)
], ReplayBody.prototype, "callback", void 0);
/** Which open letters a bulk replay means; none of it: all. */
export class ReplayFilter {
    workflow;
    reason;
    fingerprint;
    subject;
    environment;
    from;
    to;
}
__decorate([
    ApiPropertyOptional({ example: 'acme.identity/welcome-new-user' }),
    IsWorkflowPath(),
    __metadata("design:type", String)
], ReplayFilter.prototype, "workflow", void 0);
__decorate([
    ApiPropertyOptional({ enum: BURIAL_REASONS, example: 'exhausted' }),
    IsReason(),
    __metadata("design:type", String)
], ReplayFilter.prototype, "reason", void 0);
__decorate([
    ApiPropertyOptional({ example: '9f86d081884c7d65' }),
    IsFilterText(),
    __metadata("design:type", String)
], ReplayFilter.prototype, "fingerprint", void 0);
__decorate([
    ApiPropertyOptional({ example: '12345' }),
    IsFilterText(),
    __metadata("design:type", String)
], ReplayFilter.prototype, "subject", void 0);
__decorate([
    ApiPropertyOptional({ example: 'staging' }),
    IsFilterText(),
    __metadata("design:type", String)
], ReplayFilter.prototype, "environment", void 0);
__decorate([
    ApiPropertyOptional({ format: 'date-time', type: String }),
    IsInstant(),
    __metadata("design:type", Date)
], ReplayFilter.prototype, "from", void 0);
__decorate([
    ApiPropertyOptional({ format: 'date-time', type: String }),
    IsInstant(),
    __metadata("design:type", Date)
], ReplayFilter.prototype, "to", void 0);
export class BulkReplayBody extends ReplayBody {
    filter;
    dryRun;
    limit;
}
__decorate([
    ApiProperty({ type: ReplayFilter }),
    IsDefined({ message: 'is needed; {} means every open letter' }),
    IsNested(() => ReplayFilter),
    __metadata("design:type", ReplayFilter)
], BulkReplayBody.prototype, "filter", void 0);
__decorate([
    ApiPropertyOptional({ default: false, description: 'Only count what matches' }),
    Absentable(),
    IsBoolean({ message: 'must be true or false' }),
    __metadata("design:type", Boolean)
], BulkReplayBody.prototype, "dryRun", void 0);
__decorate([
    ApiPropertyOptional({ default: 10_000, minimum: 1, maximum: 100_000 }),
    Absentable(),
    IsInt({ message: 'must be a whole number' }),
    Min(1, { message: 'must be at least 1' }),
    Max(100_000, { message: 'must be at most 100000' }),
    __metadata("design:type", Number)
], BulkReplayBody.prototype, "limit", void 0);
export class DiscardBody {
    note;
}
__decorate([
    ApiProperty({ example: 'the user was created by hand', description: 'Why, for the next person' }),
    IsString({ message: 'must be a string' }),
    Length(1, 2000, { message: 'must be 1 to 2000 characters' }),
    __metadata("design:type", String)
], DiscardBody.prototype, "note", void 0);
export function letterFilter(query) {
    const { reason, fingerprint, subject, environment } = query;
    const rest = query instanceof DeadLettersQuery ? { status: query.status } : { from: query.from, to: query.to };
    return { reason, fingerprint, subject, environment, workflow: workflowOf(query.workflow), ...rest };
}
/** An execution that was given up on. */
export class DeadLetterModel {
    execution;
    workflow;
    revision;
    eventId;
    eventType;
    subject;
    environment;
    task;
    reason;
    error;
    fingerprint;
    attempts;
    status;
    buriedAt;
    resolvedAt;
    resolvedBy;
    note;
    replayExecution;
}
__decorate([
    ApiProperty({ format: 'uuid', example: EXAMPLE_ID }),
    __metadata("design:type", String)
], DeadLetterModel.prototype, "execution", void 0);
__decorate([
    ApiProperty({ example: 'acme.identity/welcome-new-user' }),
    __metadata("design:type", String)
], DeadLetterModel.prototype, "workflow", void 0);
__decorate([
    ApiProperty({ example: 3 }),
    __metadata("design:type", Number)
], DeadLetterModel.prototype, "revision", void 0);
__decorate([
    ApiProperty({ format: 'uuid' }),
    __metadata("design:type", String)
], DeadLetterModel.prototype, "eventId", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, example: 'user.created' }),
    __metadata("design:type", Object)
], DeadLetterModel.prototype, "eventType", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, example: '12345' }),
    __metadata("design:type", Object)
], DeadLetterModel.prototype, "subject", void 0);
__decorate([
    ApiProperty({ example: 'production' }),
    __metadata("design:type", String)
], DeadLetterModel.prototype, "environment", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, example: 'profile' }),
    __metadata("design:type", Object)
], DeadLetterModel.prototype, "task", void 0);
__decorate([
    ApiProperty({ example: 'exhausted' }),
    __metadata("design:type", String)
], DeadLetterModel.prototype, "reason", void 0);
__decorate([
    ApiProperty({ type: ErrorModel }),
    __metadata("design:type", ErrorModel)
], DeadLetterModel.prototype, "error", void 0);
__decorate([
    ApiProperty({ example: '9f86d081884c7d65', description: 'Shared by letters that died of the same thing' }),
    __metadata("design:type", String)
], DeadLetterModel.prototype, "fingerprint", void 0);
__decorate([
    ApiProperty({ example: 5 }),
    __metadata("design:type", Number)
], DeadLetterModel.prototype, "attempts", void 0);
__decorate([
    ApiProperty({ enum: STATUSES }),
    __metadata("design:type", String)
], DeadLetterModel.prototype, "status", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", Date)
], DeadLetterModel.prototype, "buriedAt", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String, nullable: true }),
    __metadata("design:type", Object)
], DeadLetterModel.prototype, "resolvedAt", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, example: 'token:ops' }),
    __metadata("design:type", Object)
], DeadLetterModel.prototype, "resolvedBy", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String }),
    __metadata("design:type", Object)
], DeadLetterModel.prototype, "note", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, format: 'uuid' }),
    __metadata("design:type", Object)
], DeadLetterModel.prototype, "replayExecution", void 0);
export class ReplayModel {
    execution;
    replayOf;
}
__decorate([
    ApiProperty({ format: 'uuid', description: 'The new execution' }),
    __metadata("design:type", String)
], ReplayModel.prototype, "execution", void 0);
__decorate([
    ApiProperty({ format: 'uuid', example: EXAMPLE_ID }),
    __metadata("design:type", String)
], ReplayModel.prototype, "replayOf", void 0);
//# sourceMappingURL=dead-letters.dto.js.map