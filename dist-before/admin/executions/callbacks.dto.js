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
/** Who is called back when an execution ends, and how far that has come. */
export class CallbackModel {
    host;
    status;
    attempts;
    lastStatus;
    lastError;
    nextAt;
}
__decorate([
    ApiProperty({ example: 'hooks.example.com', description: 'Of its URL, which is not shown' }),
    __metadata("design:type", String)
], CallbackModel.prototype, "host", void 0);
__decorate([
    ApiProperty({ enum: ['waiting', 'due', 'sent', 'failed'], example: 'sent' }),
    __metadata("design:type", String)
], CallbackModel.prototype, "status", void 0);
__decorate([
    ApiProperty({ example: 1 }),
    __metadata("design:type", Number)
], CallbackModel.prototype, "attempts", void 0);
__decorate([
    ApiProperty({ nullable: true, type: Number, example: 200, description: 'HTTP status of the last answer' }),
    __metadata("design:type", Object)
], CallbackModel.prototype, "lastStatus", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, description: 'Why there was no answer' }),
    __metadata("design:type", Object)
], CallbackModel.prototype, "lastError", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String, nullable: true }),
    __metadata("design:type", Object)
], CallbackModel.prototype, "nextAt", void 0);
//# sourceMappingURL=callbacks.dto.js.map