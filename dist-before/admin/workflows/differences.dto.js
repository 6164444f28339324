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
import { Absentable } from '../absentable.dto.js';
import { FaultModel } from './workflows.dto.js';
export class AgainstQuery {
    against;
}
__decorate([
    ApiPropertyOptional({ example: 2, description: 'Default: the revision before it; 0 is nothing at all' }),
    Absentable(),
    Type(() => Number),
    IsInt({ message: 'must be a whole number' }),
    Min(0, { message: 'must be at least 0' }),
    Max(2_147_483_647, { message: 'must be at most 2147483647' }),
    __metadata("design:type", Number)
], AgainstQuery.prototype, "against", void 0);
class ChangeModel {
    kind;
    part;
    id;
    property;
    before;
    after;
}
__decorate([
    ApiProperty({ enum: ['added', 'removed', 'moved', 'changed'] }),
    __metadata("design:type", Object)
], ChangeModel.prototype, "kind", void 0);
__decorate([
    ApiProperty({ enum: ['workflow', 'trigger', 'task'] }),
    __metadata("design:type", Object)
], ChangeModel.prototype, "part", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, example: 'profile' }),
    __metadata("design:type", Object)
], ChangeModel.prototype, "id", void 0);
__decorate([
    ApiPropertyOptional({ example: 'set.active' }),
    __metadata("design:type", String)
], ChangeModel.prototype, "property", void 0);
__decorate([
    ApiPropertyOptional({ type: Object, example: true, description: 'Any JSON' }),
    __metadata("design:type", Object)
], ChangeModel.prototype, "before", void 0);
__decorate([
    ApiPropertyOptional({ type: Object, example: false, description: 'Any JSON' }),
    __metadata("design:type", Object)
], ChangeModel.prototype, "after", void 0);
export class DifferenceModel {
    workflow;
    outcome;
    revision;
    deployed;
    changes;
    faults;
    warnings;
}
__decorate([
    ApiProperty({
        nullable: true,
        type: String,
        example: 'acme.identity/welcome-new-user',
        description: 'Null of a document with faults',
    }),
    __metadata("design:type", Object)
], DifferenceModel.prototype, "workflow", void 0);
__decorate([
    ApiProperty({ enum: ['new', 'changed', 'same', 'refused'] }),
    __metadata("design:type", String)
], DifferenceModel.prototype, "outcome", void 0);
__decorate([
    ApiProperty({
        nullable: true,
        type: Number,
        example: 3,
        description: 'Compared with: the revision deployed there, else the newest; null when there is none',
    }),
    __metadata("design:type", Object)
], DifferenceModel.prototype, "revision", void 0);
__decorate([
    ApiProperty({ description: 'Whether that revision runs there' }),
    __metadata("design:type", Boolean)
], DifferenceModel.prototype, "deployed", void 0);
__decorate([
    ApiProperty({ type: [ChangeModel] }),
    __metadata("design:type", Array)
], DifferenceModel.prototype, "changes", void 0);
__decorate([
    ApiProperty({ type: [FaultModel] }),
    __metadata("design:type", Array)
], DifferenceModel.prototype, "faults", void 0);
__decorate([
    ApiProperty({ type: [FaultModel] }),
    __metadata("design:type", Array)
], DifferenceModel.prototype, "warnings", void 0);
export class RevisionDifferenceModel {
    revision;
    against;
    changes;
}
__decorate([
    ApiProperty({ example: 3 }),
    __metadata("design:type", Number)
], RevisionDifferenceModel.prototype, "revision", void 0);
__decorate([
    ApiProperty({ example: 2 }),
    __metadata("design:type", Number)
], RevisionDifferenceModel.prototype, "against", void 0);
__decorate([
    ApiProperty({ type: [ChangeModel] }),
    __metadata("design:type", Array)
], RevisionDifferenceModel.prototype, "changes", void 0);
//# sourceMappingURL=differences.dto.js.map