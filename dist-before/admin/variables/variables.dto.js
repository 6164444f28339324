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
import { IsDefined, Matches } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { AnyJson } from '../any-json.dto.js';
import { PageQuery } from '../page.dto.js';
import { NAMESPACE } from '../secrets/secret-name.js';
export class VariablesQuery extends PageQuery {
    namespace;
}
__decorate([
    ApiPropertyOptional({ example: 'acme.identity' }),
    Absentable(),
    Matches(NAMESPACE, { message: 'must be names joined by dots' }),
    __metadata("design:type", String)
], VariablesQuery.prototype, "namespace", void 0);
export class VariableBody {
    value;
}
__decorate([
    ApiProperty({ type: Object, example: 'eu-west-1', description: 'Any JSON, at most 64 KiB' }),
    AnyJson(),
    IsDefined({ message: 'must be given' }),
    __metadata("design:type", Object)
], VariableBody.prototype, "value", void 0);
export class VariableModel {
    namespace;
    environment;
    name;
    value;
    version;
    updatedAt;
}
__decorate([
    ApiProperty({ example: 'acme.identity' }),
    __metadata("design:type", String)
], VariableModel.prototype, "namespace", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, description: 'Null: all that have none of their own' }),
    __metadata("design:type", Object)
], VariableModel.prototype, "environment", void 0);
__decorate([
    ApiProperty({ example: 'REGION' }),
    __metadata("design:type", String)
], VariableModel.prototype, "name", void 0);
__decorate([
    ApiProperty({ type: Object, example: 'eu-west-1' }),
    __metadata("design:type", Object)
], VariableModel.prototype, "value", void 0);
__decorate([
    ApiProperty({ example: 2, description: 'Counts how often it was put' }),
    __metadata("design:type", Number)
], VariableModel.prototype, "version", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", Date)
], VariableModel.prototype, "updatedAt", void 0);
//# sourceMappingURL=variables.dto.js.map