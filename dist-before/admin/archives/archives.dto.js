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
import { IsBoolean, Matches, MaxLength } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { EnvironmentQuery } from '../environments/environments.dto.js';
import { FaultModel } from '../workflows/workflows.dto.js';
export class ImportQuery extends EnvironmentQuery {
    namespace;
    dryRun = false;
}
__decorate([
    ApiPropertyOptional({ example: 'acme.copy', description: 'Into this one, whatever the documents say' }),
    Absentable(),
    MaxLength(150, { message: 'must be at most 150 characters' }),
    Matches(/^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9][A-Za-z0-9_-]*)*$/, {
        message: 'must be names joined by dots, such as acme.identity',
    }),
    __metadata("design:type", String)
], ImportQuery.prototype, "namespace", void 0);
__decorate([
    ApiPropertyOptional({ default: false, description: 'Say what it would do, and do nothing' }),
    Transform(({ value }) => value === 'true' || (value === 'false' ? false : value)),
    IsBoolean({ message: 'must be true or false' }),
    __metadata("design:type", Boolean)
], ImportQuery.prototype, "dryRun", void 0);
export class ReferencesModel {
    secrets;
    variables;
    sources;
    directories;
    workflows;
}
__decorate([
    ApiProperty({ type: [String], example: ['SIGNING_SECRET'] }),
    __metadata("design:type", Array)
], ReferencesModel.prototype, "secrets", void 0);
__decorate([
    ApiProperty({ type: [String], example: ['REGION'] }),
    __metadata("design:type", Array)
], ReferencesModel.prototype, "variables", void 0);
__decorate([
    ApiProperty({ type: [String], example: ['auth-platform'] }),
    __metadata("design:type", Array)
], ReferencesModel.prototype, "sources", void 0);
__decorate([
    ApiProperty({ type: [String], example: ['main'] }),
    __metadata("design:type", Array)
], ReferencesModel.prototype, "directories", void 0);
__decorate([
    ApiProperty({ type: [String], example: ['acme/notify'], description: 'Of other namespaces' }),
    __metadata("design:type", Array)
], ReferencesModel.prototype, "workflows", void 0);
export class ArchiveModel {
    namespace;
    count;
    references;
    archive;
}
__decorate([
    ApiProperty({ example: 'acme.identity' }),
    __metadata("design:type", String)
], ArchiveModel.prototype, "namespace", void 0);
__decorate([
    ApiProperty({ example: 3 }),
    __metadata("design:type", Number)
], ArchiveModel.prototype, "count", void 0);
__decorate([
    ApiProperty({ description: 'What they name, which is not in the archive' }),
    __metadata("design:type", ReferencesModel)
], ArchiveModel.prototype, "references", void 0);
__decorate([
    ApiProperty({ example: '# Workflows of acme.identity\n---\nid: welcome-new-user\n…', description: 'YAML' }),
    __metadata("design:type", String)
], ArchiveModel.prototype, "archive", void 0);
class ImportedModel {
    workflow;
    outcome;
    revision;
}
__decorate([
    ApiProperty({ example: 'acme.identity/welcome-new-user' }),
    __metadata("design:type", String)
], ImportedModel.prototype, "workflow", void 0);
__decorate([
    ApiProperty({ enum: ['created', 'updated', 'unchanged'] }),
    __metadata("design:type", String)
], ImportedModel.prototype, "outcome", void 0);
__decorate([
    ApiProperty({ example: 3, nullable: true, type: Number }),
    __metadata("design:type", Object)
], ImportedModel.prototype, "revision", void 0);
export class ImportModel {
    dryRun;
    items;
    warnings;
}
__decorate([
    ApiProperty({ description: 'Whether this is only what it would do' }),
    __metadata("design:type", Boolean)
], ImportModel.prototype, "dryRun", void 0);
__decorate([
    ApiProperty({ type: [ImportedModel] }),
    __metadata("design:type", Array)
], ImportModel.prototype, "items", void 0);
__decorate([
    ApiProperty({ type: [FaultModel], description: 'With their lines in the archive' }),
    __metadata("design:type", Array)
], ImportModel.prototype, "warnings", void 0);
//# sourceMappingURL=archives.dto.js.map