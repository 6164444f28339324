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
import { Transform } from 'class-transformer';
import { Allow, IsBoolean, IsString, Length } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { AnyJson } from '../any-json.dto.js';
import { EnvironmentPageQuery } from '../environments/environments.dto.js';
import { IsFilterText, IsLabel } from '../filters.dto.js';
import { IsHookSearch } from '../hooks/hook-search.dto.js';
import { EXAMPLE_EVENT, EXAMPLE_WORKFLOW } from '../examples.js';
export class WorkflowsQuery extends EnvironmentPageQuery {
    hook;
    namespace;
    label;
    search;
    deleted = false;
}
__decorate([
    IsHookSearch(),
    __metadata("design:type", String)
], WorkflowsQuery.prototype, "hook", void 0);
__decorate([
    ApiPropertyOptional({ example: 'acme', description: 'That namespace and those below it' }),
    IsFilterText(),
    __metadata("design:type", String)
], WorkflowsQuery.prototype, "namespace", void 0);
__decorate([
    ApiPropertyOptional({ example: 'team:identity', description: 'A label of what is shown, name:value' }),
    IsLabel(),
    __metadata("design:type", String)
], WorkflowsQuery.prototype, "label", void 0);
__decorate([
    ApiPropertyOptional({ example: 'welcome', description: 'Part of its name or its description' }),
    IsFilterText(),
    __metadata("design:type", String)
], WorkflowsQuery.prototype, "search", void 0);
__decorate([
    ApiPropertyOptional({ default: false, description: 'Those that were taken away' }),
    Transform(({ value }) => value === 'true' || (value === 'false' ? false : value)),
    IsBoolean({ message: 'must be true or false' }),
    __metadata("design:type", Boolean)
], WorkflowsQuery.prototype, "deleted", void 0);
export class TriggerBody {
    type;
    subject;
    body;
    externalId;
}
__decorate([
    ApiPropertyOptional({ example: 'user.created' }),
    Absentable(),
    IsString({ message: 'must be a string' }),
    Length(1, 200, { message: 'must be 1 to 200 characters' }),
    __metadata("design:type", String)
], TriggerBody.prototype, "type", void 0);
__decorate([
    ApiPropertyOptional({ example: '12345' }),
    Absentable(),
    IsString({ message: 'must be a string' }),
    Length(1, 512, { message: 'must be 1 to 512 characters' }),
    __metadata("design:type", String)
], TriggerBody.prototype, "subject", void 0);
__decorate([
    ApiPropertyOptional({ type: Object, example: EXAMPLE_EVENT, description: 'Any JSON' }),
    AnyJson(),
    Allow(),
    __metadata("design:type", Object)
], TriggerBody.prototype, "body", void 0);
__decorate([
    ApiPropertyOptional({ description: 'The same again runs nothing and gives the first ids' }),
    Absentable(),
    IsString({ message: 'must be a string' }),
    Length(1, 512, { message: 'must be 1 to 512 characters' }),
    __metadata("design:type", String)
], TriggerBody.prototype, "externalId", void 0);
export class FaultModel {
    path;
    line;
    column;
    message;
    suggestion;
}
__decorate([
    ApiProperty({ example: 'tasks[0].type' }),
    __metadata("design:type", String)
], FaultModel.prototype, "path", void 0);
__decorate([
    ApiProperty({ example: 9 }),
    __metadata("design:type", Number)
], FaultModel.prototype, "line", void 0);
__decorate([
    ApiProperty({ example: 11 }),
    __metadata("design:type", Number)
], FaultModel.prototype, "column", void 0);
__decorate([
    ApiProperty({ example: "unknown task type 'user.updat'" }),
    __metadata("design:type", String)
], FaultModel.prototype, "message", void 0);
__decorate([
    ApiPropertyOptional({ example: 'user.update' }),
    __metadata("design:type", String)
], FaultModel.prototype, "suggestion", void 0);
export class ValidationModel {
    valid;
    faults;
    warnings;
}
__decorate([
    ApiProperty(),
    __metadata("design:type", Boolean)
], ValidationModel.prototype, "valid", void 0);
__decorate([
    ApiProperty({ type: [FaultModel] }),
    __metadata("design:type", Array)
], ValidationModel.prototype, "faults", void 0);
__decorate([
    ApiProperty({ type: [FaultModel] }),
    __metadata("design:type", Array)
], ValidationModel.prototype, "warnings", void 0);
class WorkflowHookModel {
    trigger;
    id;
    url;
    enabled;
}
__decorate([
    ApiProperty({ example: 'hook' }),
    __metadata("design:type", String)
], WorkflowHookModel.prototype, "trigger", void 0);
__decorate([
    ApiProperty({ format: 'uuid' }),
    __metadata("design:type", String)
], WorkflowHookModel.prototype, "id", void 0);
__decorate([
    ApiProperty({ example: 'https://signet.example.com/hooks/0b6c7f…' }),
    __metadata("design:type", String)
], WorkflowHookModel.prototype, "url", void 0);
__decorate([
    ApiProperty(),
    __metadata("design:type", Boolean)
], WorkflowHookModel.prototype, "enabled", void 0);
export class WorkflowModel {
    workflowId;
    namespace;
    id;
    description;
    enabled;
    revision;
    newest;
    environments;
    hooks;
    triggers;
    switches;
    labels;
    createdAt;
    updatedAt;
    text;
    document;
}
__decorate([
    ApiProperty({ format: 'uuid', description: 'Its own, whatever it is called' }),
    __metadata("design:type", String)
], WorkflowModel.prototype, "workflowId", void 0);
__decorate([
    ApiProperty({ example: 'acme.identity' }),
    __metadata("design:type", String)
], WorkflowModel.prototype, "namespace", void 0);
__decorate([
    ApiProperty({ example: 'welcome-new-user' }),
    __metadata("design:type", String)
], WorkflowModel.prototype, "id", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String }),
    __metadata("design:type", Object)
], WorkflowModel.prototype, "description", void 0);
__decorate([
    ApiProperty({ description: 'In the environment asked for' }),
    __metadata("design:type", Boolean)
], WorkflowModel.prototype, "enabled", void 0);
__decorate([
    ApiProperty({
        example: 3,
        nullable: true,
        type: Number,
        description: 'Deployed there; null where it is not',
    }),
    __metadata("design:type", Object)
], WorkflowModel.prototype, "revision", void 0);
__decorate([
    ApiProperty({ example: 4, description: 'The newest revision' }),
    __metadata("design:type", Number)
], WorkflowModel.prototype, "newest", void 0);
__decorate([
    ApiProperty({ type: [String], example: ['production', 'staging'], description: 'Where it is deployed' }),
    __metadata("design:type", Array)
], WorkflowModel.prototype, "environments", void 0);
__decorate([
    ApiProperty({ type: [WorkflowHookModel] }),
    __metadata("design:type", Array)
], WorkflowModel.prototype, "hooks", void 0);
__decorate([
    ApiProperty({ type: [Object], example: [{ id: 'created', type: 'event', source: 'auth-platform' }] }),
    __metadata("design:type", Array)
], WorkflowModel.prototype, "triggers", void 0);
__decorate([
    ApiProperty({
        type: Object,
        example: { created: false },
        description: 'Triggers that are switched in the environment asked for, whatever the document says',
    }),
    __metadata("design:type", Object)
], WorkflowModel.prototype, "switches", void 0);
__decorate([
    ApiProperty({ type: Object, example: { team: 'identity' } }),
    __metadata("design:type", Object)
], WorkflowModel.prototype, "labels", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", Date)
], WorkflowModel.prototype, "createdAt", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", Date)
], WorkflowModel.prototype, "updatedAt", void 0);
__decorate([
    ApiPropertyOptional({ example: EXAMPLE_WORKFLOW, description: 'As written; not in lists' }),
    __metadata("design:type", String)
], WorkflowModel.prototype, "text", void 0);
__decorate([
    ApiPropertyOptional({ type: Object, description: 'As validated, with its defaults; not in lists' }),
    __metadata("design:type", Object)
], WorkflowModel.prototype, "document", void 0);
export class AppliedModel {
    outcome;
    workflow;
    warnings;
}
__decorate([
    ApiProperty({ enum: ['created', 'updated', 'unchanged'] }),
    __metadata("design:type", String)
], AppliedModel.prototype, "outcome", void 0);
__decorate([
    ApiProperty({ type: WorkflowModel }),
    __metadata("design:type", WorkflowModel)
], AppliedModel.prototype, "workflow", void 0);
__decorate([
    ApiProperty({ type: [FaultModel] }),
    __metadata("design:type", Array)
], AppliedModel.prototype, "warnings", void 0);
export class RevisionModel {
    number;
    hash;
    createdAt;
    createdBy;
    environments;
    text;
    document;
}
__decorate([
    ApiProperty({ example: 3 }),
    __metadata("design:type", Number)
], RevisionModel.prototype, "number", void 0);
__decorate([
    ApiProperty({ description: 'SHA-256 of what it means, in hex' }),
    __metadata("design:type", String)
], RevisionModel.prototype, "hash", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", Date)
], RevisionModel.prototype, "createdAt", void 0);
__decorate([
    ApiProperty({ example: 'token:ops' }),
    __metadata("design:type", String)
], RevisionModel.prototype, "createdBy", void 0);
__decorate([
    ApiPropertyOptional({ type: [String], example: ['production'], description: 'Where it runs; in lists' }),
    __metadata("design:type", Array)
], RevisionModel.prototype, "environments", void 0);
__decorate([
    ApiPropertyOptional({ example: EXAMPLE_WORKFLOW, description: 'Not in lists' }),
    __metadata("design:type", String)
], RevisionModel.prototype, "text", void 0);
__decorate([
    ApiPropertyOptional({ type: Object, description: 'As validated, with its defaults; not in lists' }),
    __metadata("design:type", Object)
], RevisionModel.prototype, "document", void 0);
//# sourceMappingURL=workflows.dto.js.map