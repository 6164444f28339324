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
import { IsUUID } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { EXAMPLE_ID } from '../examples.js';
import { IsFilterText } from '../filters.dto.js';
export class EvidenceQuery {
    subject;
    execution;
}
__decorate([
    ApiPropertyOptional({ example: '12345', description: 'A user, or an object: source:auth-platform' }),
    IsFilterText(),
    __metadata("design:type", String)
], EvidenceQuery.prototype, "subject", void 0);
__decorate([
    ApiPropertyOptional({ format: 'uuid', example: EXAMPLE_ID }),
    Absentable(),
    IsUUID(undefined, { message: 'must be the id of an execution' }),
    __metadata("design:type", String)
], EvidenceQuery.prototype, "execution", void 0);
/** The signed head of the audit log. */
export class CheckpointModel {
    size;
    at;
    note;
    key;
}
__decorate([
    ApiProperty({ example: 4711, description: 'Entries that are in order' }),
    __metadata("design:type", Number)
], CheckpointModel.prototype, "size", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", Date)
], CheckpointModel.prototype, "at", void 0);
__decorate([
    ApiProperty({ description: 'The checkpoint, a signed note (C2SP tlog-checkpoint)' }),
    __metadata("design:type", String)
], CheckpointModel.prototype, "note", void 0);
__decorate([
    ApiProperty({
        example: 'signet-audit-0f1e2d3c4b5a6978+a1b2c3d4+AZ0...',
        description: 'Verifier key of the note (C2SP signed-note)',
    }),
    __metadata("design:type", String)
], CheckpointModel.prototype, "key", void 0);
//# sourceMappingURL=audit-log.dto.js.map