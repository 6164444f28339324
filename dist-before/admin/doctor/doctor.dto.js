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
const STATUSES = ['ok', 'warn', 'fail'];
export class FindingModel {
    check;
    status;
    seen;
    todo;
}
__decorate([
    ApiProperty({ example: 'partitions' }),
    __metadata("design:type", String)
], FindingModel.prototype, "check", void 0);
__decorate([
    ApiProperty({ enum: STATUSES }),
    __metadata("design:type", String)
], FindingModel.prototype, "status", void 0);
__decorate([
    ApiProperty({ example: '31 days ahead' }),
    __metadata("design:type", String)
], FindingModel.prototype, "seen", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, description: 'What to do about it' }),
    __metadata("design:type", Object)
], FindingModel.prototype, "todo", void 0);
export class DoctorModel {
    status;
    findings;
}
__decorate([
    ApiProperty({ enum: STATUSES, description: 'The worst of the findings' }),
    __metadata("design:type", String)
], DoctorModel.prototype, "status", void 0);
__decorate([
    ApiProperty({ type: [FindingModel] }),
    __metadata("design:type", Array)
], DoctorModel.prototype, "findings", void 0);
//# sourceMappingURL=doctor.dto.js.map