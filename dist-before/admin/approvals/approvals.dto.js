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
import { IsIn, IsObject, Length } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { EXAMPLE_ID } from '../examples.js';
import { PageQuery } from '../page.dto.js';
const STATUSES = ['open', 'decided', 'expired', 'cancelled'];
export class ApprovalsQuery extends PageQuery {
    status = 'open';
}
__decorate([
    ApiPropertyOptional({ enum: STATUSES, default: 'open' }),
    Absentable(),
    IsIn(STATUSES, { message: `must be one of ${STATUSES.join(', ')}` }),
    __metadata("design:type", String)
], ApprovalsQuery.prototype, "status", void 0);
export class DecideBody {
    outcome;
    fields;
}
__decorate([
    ApiProperty({ example: 'approve', description: 'One of the outcomes of the approval' }),
    Length(1, 50, { message: 'must be one of the outcomes' }),
    __metadata("design:type", String)
], DecideBody.prototype, "outcome", void 0);
__decorate([
    ApiPropertyOptional({ type: 'object', additionalProperties: true, example: { reason: 'known to me' } }),
    Absentable(),
    IsObject({ message: 'must be an object' }),
    __metadata("design:type", Object)
], DecideBody.prototype, "fields", void 0);
export class ApprovalModel {
    id;
    kind;
    executions;
    execution;
    task;
    iteration;
    environment;
    workflow;
    subject;
    message;
    outcomes;
    roles;
    tokens;
    link;
    fields;
    status;
    createdAt;
    expiresAt;
    outcome;
    answers;
    decidedBy;
    decidedAt;
}
__decorate([
    ApiProperty({ example: EXAMPLE_ID }),
    __metadata("design:type", String)
], ApprovalModel.prototype, "id", void 0);
__decorate([
    ApiProperty({
        enum: ['task', 'blast_radius'],
        description: 'Whether a task asks, or the workflow came to its blast radius',
    }),
    __metadata("design:type", String)
], ApprovalModel.prototype, "kind", void 0);
__decorate([
    ApiProperty({ example: 1, description: 'Executions that wait for it' }),
    __metadata("design:type", Number)
], ApprovalModel.prototype, "executions", void 0);
__decorate([
    ApiProperty({ example: EXAMPLE_ID, description: 'That asked; of a blast radius the first' }),
    __metadata("design:type", String)
], ApprovalModel.prototype, "execution", void 0);
__decorate([
    ApiProperty({ example: 'ask' }),
    __metadata("design:type", String)
], ApprovalModel.prototype, "task", void 0);
__decorate([
    ApiProperty({ example: 0 }),
    __metadata("design:type", Number)
], ApprovalModel.prototype, "iteration", void 0);
__decorate([
    ApiProperty({ example: 'production' }),
    __metadata("design:type", String)
], ApprovalModel.prototype, "environment", void 0);
__decorate([
    ApiProperty({ example: 'acme.identity/offboard' }),
    __metadata("design:type", String)
], ApprovalModel.prototype, "workflow", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String }),
    __metadata("design:type", Object)
], ApprovalModel.prototype, "subject", void 0);
__decorate([
    ApiProperty({ example: 'Delete 12345?' }),
    __metadata("design:type", String)
], ApprovalModel.prototype, "message", void 0);
__decorate([
    ApiProperty({ type: [String], example: ['approve', 'reject'] }),
    __metadata("design:type", Array)
], ApprovalModel.prototype, "outcomes", void 0);
__decorate([
    ApiProperty({ type: [String], description: 'Roles that may decide' }),
    __metadata("design:type", Array)
], ApprovalModel.prototype, "roles", void 0);
__decorate([
    ApiProperty({ type: [String], description: 'Names of tokens that may decide' }),
    __metadata("design:type", Array)
], ApprovalModel.prototype, "tokens", void 0);
__decorate([
    ApiProperty({ description: 'Whoever has the signed link may decide' }),
    __metadata("design:type", Boolean)
], ApprovalModel.prototype, "link", void 0);
__decorate([
    ApiProperty({ type: 'object', additionalProperties: true, description: 'What is filled in, by name' }),
    __metadata("design:type", Object)
], ApprovalModel.prototype, "fields", void 0);
__decorate([
    ApiProperty({ enum: STATUSES }),
    __metadata("design:type", String)
], ApprovalModel.prototype, "status", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", Date)
], ApprovalModel.prototype, "createdAt", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", Date)
], ApprovalModel.prototype, "expiresAt", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, example: 'approve' }),
    __metadata("design:type", Object)
], ApprovalModel.prototype, "outcome", void 0);
__decorate([
    ApiProperty({ nullable: true, type: 'object', additionalProperties: true }),
    __metadata("design:type", Object)
], ApprovalModel.prototype, "answers", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, example: 'token:ada' }),
    __metadata("design:type", Object)
], ApprovalModel.prototype, "decidedBy", void 0);
__decorate([
    ApiProperty({ nullable: true, type: Date }),
    __metadata("design:type", Object)
], ApprovalModel.prototype, "decidedAt", void 0);
//# sourceMappingURL=approvals.dto.js.map