var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { ApiProperty } from '@nestjs/swagger';
import { IsString, IsUUID, Length } from 'class-validator';
export class EvaluateBody {
    execution;
    expression;
}
__decorate([
    ApiProperty({ format: 'uuid', description: 'The execution it is tried on' }),
    IsUUID('all', { message: 'must be the id of an execution' }),
    __metadata("design:type", String)
], EvaluateBody.prototype, "execution", void 0);
__decorate([
    ApiProperty({
        example: 'tasks.profile.output.changed',
        description: 'An expression, or a template with `{{ }}`',
    }),
    IsString({ message: 'must be a string' }),
    Length(1, 20_000, { message: 'must be 1 to 20000 characters' }),
    __metadata("design:type", String)
], EvaluateBody.prototype, "expression", void 0);
export class EvaluatedModel {
    value;
}
__decorate([
    ApiProperty({ type: Object, nullable: true, description: '`[redacted]` where a secret is read' }),
    __metadata("design:type", Object)
], EvaluatedModel.prototype, "value", void 0);
//# sourceMappingURL=expressions.dto.js.map