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
/** A fault of one member of what was sent. */
export class MemberFault {
    path;
    message;
}
__decorate([
    ApiProperty({ example: 'event.subject[0]' }),
    __metadata("design:type", String)
], MemberFault.prototype, "path", void 0);
__decorate([
    ApiProperty({ example: 'must be a string' }),
    __metadata("design:type", String)
], MemberFault.prototype, "message", void 0);
/** Every error of the API (RFC 9457), with the media type `application/problem+json`. */
export class Problem {
    type;
    title;
    status;
    detail;
    msg;
    code;
    requestId;
    errors;
}
__decorate([
    ApiProperty({ example: 'about:blank' }),
    __metadata("design:type", String)
], Problem.prototype, "type", void 0);
__decorate([
    ApiProperty({ example: 'Bad Request' }),
    __metadata("design:type", String)
], Problem.prototype, "title", void 0);
__decorate([
    ApiProperty({ example: 400 }),
    __metadata("design:type", Number)
], Problem.prototype, "status", void 0);
__decorate([
    ApiProperty({ example: 'the request is not valid' }),
    __metadata("design:type", String)
], Problem.prototype, "detail", void 0);
__decorate([
    ApiProperty({ example: 'the request is not valid', description: 'The short message for a person' }),
    __metadata("design:type", String)
], Problem.prototype, "msg", void 0);
__decorate([
    ApiProperty({ example: 'invalid_request', description: 'Stable; programs look at this' }),
    __metadata("design:type", String)
], Problem.prototype, "code", void 0);
__decorate([
    ApiProperty({ example: '5f0c9f57-21c8-4ef5-9f0c-8f6f0a2f3f55' }),
    __metadata("design:type", String)
], Problem.prototype, "requestId", void 0);
__decorate([
    ApiPropertyOptional({ type: [MemberFault], description: 'All faults of the request at once' }),
    __metadata("design:type", Array)
], Problem.prototype, "errors", void 0);
//# sourceMappingURL=problem.dto.js.map