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
import { Absentable } from '../absentable.dto.js';
import { OPEN_STATUSES, } from '../../ledger/execution-query.view.js';
import { FINAL_STATUSES, TASK_RUN_STATUSES } from '../../ledger/task-run.js';
import { EXAMPLE_EVENT, EXAMPLE_ID } from '../examples.js';
import { IsFilterText, IsInstant, IsLabel, IsWorkflowPath, labelOf, workflowOf } from '../filters.dto.js';
import { PageQuery } from '../page.dto.js';
const STATUSES = [...OPEN_STATUSES, ...FINAL_STATUSES];
export class ExecutionsQuery extends PageQuery {
    subject;
    type;
    workflow;
    environment;
    status;
    label;
    from;
    to;
}
__decorate([
    ApiPropertyOptional({ example: '12345', description: 'The identity the event is about' }),
    IsFilterText(),
    __metadata("design:type", String)
], ExecutionsQuery.prototype, "subject", void 0);
__decorate([
    ApiPropertyOptional({ example: 'user.created', description: 'Type of the event' }),
    IsFilterText(),
    __metadata("design:type", String)
], ExecutionsQuery.prototype, "type", void 0);
__decorate([
    ApiPropertyOptional({ example: 'acme.identity/welcome-new-user' }),
    IsWorkflowPath(),
    __metadata("design:type", String)
], ExecutionsQuery.prototype, "workflow", void 0);
__decorate([
    ApiPropertyOptional({ example: 'staging' }),
    IsFilterText(),
    __metadata("design:type", String)
], ExecutionsQuery.prototype, "environment", void 0);
__decorate([
    ApiPropertyOptional({ enum: STATUSES }),
    Absentable(),
    IsIn(STATUSES, { message: `must be one of ${STATUSES.join(', ')}` }),
    __metadata("design:type", String)
], ExecutionsQuery.prototype, "status", void 0);
__decorate([
    ApiPropertyOptional({ example: 'team:identity', description: 'A label of the revision, name:value' }),
    IsLabel(),
    __metadata("design:type", String)
], ExecutionsQuery.prototype, "label", void 0);
__decorate([
    ApiPropertyOptional({ format: 'date-time', type: String, description: 'Accepted at or after' }),
    IsInstant(),
    __metadata("design:type", Date)
], ExecutionsQuery.prototype, "from", void 0);
__decorate([
    ApiPropertyOptional({ format: 'date-time', type: String, description: 'Accepted before' }),
    IsInstant(),
    __metadata("design:type", Date)
], ExecutionsQuery.prototype, "to", void 0);
export function executionFilter(query) {
    const { subject, type, status, environment, from, to, label } = query;
    return {
        subject,
        type,
        status,
        environment,
        from,
        to,
        workflow: workflowOf(query.workflow),
        label: labelOf(label),
    };
}
export class ErrorModel {
    code;
    message;
}
__decorate([
    ApiProperty({ example: 'target_refused' }),
    __metadata("design:type", String)
], ErrorModel.prototype, "code", void 0);
__decorate([
    ApiProperty({ example: 'the directory answered 403' }),
    __metadata("design:type", String)
], ErrorModel.prototype, "message", void 0);
/** One run of one revision for one event. */
export class ExecutionModel {
    id;
    workflow;
    namespace;
    revision;
    trigger;
    eventId;
    eventType;
    subject;
    status;
    reason;
    attempt;
    environment;
    test;
    replayOf;
    acceptedAt;
    startedAt;
    finishedAt;
    dueAt;
    error;
}
__decorate([
    ApiProperty({ format: 'uuid', example: EXAMPLE_ID }),
    __metadata("design:type", String)
], ExecutionModel.prototype, "id", void 0);
__decorate([
    ApiProperty({ example: 'acme.identity/welcome-new-user' }),
    __metadata("design:type", String)
], ExecutionModel.prototype, "workflow", void 0);
__decorate([
    ApiProperty({ example: 'acme.identity' }),
    __metadata("design:type", String)
], ExecutionModel.prototype, "namespace", void 0);
__decorate([
    ApiProperty({ example: 3 }),
    __metadata("design:type", Number)
], ExecutionModel.prototype, "revision", void 0);
__decorate([
    ApiProperty({ example: 'created' }),
    __metadata("design:type", String)
], ExecutionModel.prototype, "trigger", void 0);
__decorate([
    ApiProperty({ format: 'uuid' }),
    __metadata("design:type", String)
], ExecutionModel.prototype, "eventId", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, example: 'user.created' }),
    __metadata("design:type", Object)
], ExecutionModel.prototype, "eventType", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, example: '12345' }),
    __metadata("design:type", Object)
], ExecutionModel.prototype, "subject", void 0);
__decorate([
    ApiProperty({ enum: STATUSES, example: 'succeeded' }),
    __metadata("design:type", String)
], ExecutionModel.prototype, "status", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String }),
    __metadata("design:type", Object)
], ExecutionModel.prototype, "reason", void 0);
__decorate([
    ApiProperty({ example: 1, description: 'Tries so far' }),
    __metadata("design:type", Number)
], ExecutionModel.prototype, "attempt", void 0);
__decorate([
    ApiProperty({ example: 'production' }),
    __metadata("design:type", String)
], ExecutionModel.prototype, "environment", void 0);
__decorate([
    ApiProperty({ description: 'Started by a person who tries the workflow out' }),
    __metadata("design:type", Boolean)
], ExecutionModel.prototype, "test", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, format: 'uuid', description: 'The execution it repeats' }),
    __metadata("design:type", Object)
], ExecutionModel.prototype, "replayOf", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", Date)
], ExecutionModel.prototype, "acceptedAt", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String, nullable: true }),
    __metadata("design:type", Object)
], ExecutionModel.prototype, "startedAt", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String, nullable: true }),
    __metadata("design:type", Object)
], ExecutionModel.prototype, "finishedAt", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String, nullable: true }),
    __metadata("design:type", Object)
], ExecutionModel.prototype, "dueAt", void 0);
__decorate([
    ApiProperty({ nullable: true, type: ErrorModel }),
    __metadata("design:type", Object)
], ExecutionModel.prototype, "error", void 0);
export class EventModel {
    id;
    type;
    commonType;
    subject;
    source;
    externalId;
    occurredAt;
    receivedAt;
    body;
    headers;
    parameters;
    inputs;
    cause;
    depth;
    avoided;
}
__decorate([
    ApiProperty({ format: 'uuid' }),
    __metadata("design:type", String)
], EventModel.prototype, "id", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, example: 'user.created' }),
    __metadata("design:type", Object)
], EventModel.prototype, "type", void 0);
__decorate([
    ApiProperty({
        nullable: true,
        type: String,
        description: "What the sender's type means in Signet's words",
    }),
    __metadata("design:type", Object)
], EventModel.prototype, "commonType", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, example: '12345' }),
    __metadata("design:type", Object)
], EventModel.prototype, "subject", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, example: 'auth-platform' }),
    __metadata("design:type", Object)
], EventModel.prototype, "source", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, description: "The sender's id of the event" }),
    __metadata("design:type", Object)
], EventModel.prototype, "externalId", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String, nullable: true }),
    __metadata("design:type", Object)
], EventModel.prototype, "occurredAt", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", Date)
], EventModel.prototype, "receivedAt", void 0);
__decorate([
    ApiProperty({ type: Object, example: EXAMPLE_EVENT }),
    __metadata("design:type", Object)
], EventModel.prototype, "body", void 0);
__decorate([
    ApiProperty({ type: Object }),
    __metadata("design:type", Object)
], EventModel.prototype, "headers", void 0);
__decorate([
    ApiProperty({ type: Object }),
    __metadata("design:type", Object)
], EventModel.prototype, "parameters", void 0);
__decorate([
    ApiProperty({ type: Object, nullable: true, description: "Values of the trigger's parameters" }),
    __metadata("design:type", Object)
], EventModel.prototype, "inputs", void 0);
__decorate([
    ApiProperty({
        nullable: true,
        type: String,
        format: 'uuid',
        description: 'The execution it came of; null: it came from outside',
    }),
    __metadata("design:type", Object)
], EventModel.prototype, "cause", void 0);
__decorate([
    ApiProperty({ example: 0, description: 'How many executions stand between it and the outside' }),
    __metadata("design:type", Number)
], EventModel.prototype, "depth", void 0);
__decorate([
    ApiProperty({
        type: [String],
        example: [],
        description: 'Workflows that were not run again for it, because they caused it',
    }),
    __metadata("design:type", Array)
], EventModel.prototype, "avoided", void 0);
export class TaskRunModel {
    task;
    iteration;
    action;
    status;
    attempt;
    misses;
    startedAt;
    finishedAt;
    input;
    output;
    error;
}
__decorate([
    ApiProperty({ example: 'profile' }),
    __metadata("design:type", String)
], TaskRunModel.prototype, "task", void 0);
__decorate([
    ApiProperty({ example: 0 }),
    __metadata("design:type", Number)
], TaskRunModel.prototype, "iteration", void 0);
__decorate([
    ApiProperty({ example: 'user.update' }),
    __metadata("design:type", String)
], TaskRunModel.prototype, "action", void 0);
__decorate([
    ApiProperty({ enum: TASK_RUN_STATUSES }),
    __metadata("design:type", String)
], TaskRunModel.prototype, "status", void 0);
__decorate([
    ApiProperty({ example: 1 }),
    __metadata("design:type", Number)
], TaskRunModel.prototype, "attempt", void 0);
__decorate([
    ApiProperty({ example: 0, description: 'Tries that ended because the user was not known yet' }),
    __metadata("design:type", Number)
], TaskRunModel.prototype, "misses", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", Date)
], TaskRunModel.prototype, "startedAt", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String, nullable: true }),
    __metadata("design:type", Object)
], TaskRunModel.prototype, "finishedAt", void 0);
__decorate([
    ApiProperty({
        type: Object,
        description: 'Redacted',
        example: { user: '12345', set: { roles: ['admin'] } },
    }),
    __metadata("design:type", Object)
], TaskRunModel.prototype, "input", void 0);
__decorate([
    ApiProperty({ type: Object, example: { changed: true } }),
    __metadata("design:type", Object)
], TaskRunModel.prototype, "output", void 0);
__decorate([
    ApiProperty({ nullable: true, type: ErrorModel }),
    __metadata("design:type", Object)
], TaskRunModel.prototype, "error", void 0);
//# sourceMappingURL=executions.dto.js.map