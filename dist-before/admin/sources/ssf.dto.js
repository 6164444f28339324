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
import { IsIn, IsString, Length, Matches } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { IsTextList } from '../text-list.dto.js';
const METHODS = ['push', 'poll'];
/** What a stream at a transmitter is set up with. */
export class SsfRegisterBody {
    transmitter;
    token;
    method = 'push';
    events;
    audience;
    profile;
}
__decorate([
    ApiProperty({
        example: 'https://tr.example.com',
        description: 'Its issuer, or the address of its metadata',
    }),
    Matches(/^https:\/\/\S{1,2000}$/, { message: 'must be an https URL' }),
    __metadata("design:type", String)
], SsfRegisterBody.prototype, "transmitter", void 0);
__decorate([
    ApiPropertyOptional({
        description: 'Token for its stream management, sealed at once. Left out: the one there is stays',
    }),
    Absentable(),
    IsString({ message: 'must be a string' }),
    Length(1, 8192, { message: 'must be 1 to 8192 characters' }),
    Matches(/^[\x21-\x7e]+$/, { message: 'must be printable ASCII without spaces' }),
    __metadata("design:type", String)
], SsfRegisterBody.prototype, "token", void 0);
__decorate([
    ApiPropertyOptional({ enum: METHODS, default: 'push' }),
    Absentable(),
    IsIn(METHODS, { message: 'must be push or poll' }),
    __metadata("design:type", Object)
], SsfRegisterBody.prototype, "method", void 0);
__decorate([
    ApiPropertyOptional({
        type: [String],
        example: ['caep.session-revoked', 'risc.*'],
        description: 'Short types, families or addresses. Left out: all of CAEP and RISC',
    }),
    IsTextList(100, { some: true }),
    __metadata("design:type", Array)
], SsfRegisterBody.prototype, "events", void 0);
__decorate([
    ApiPropertyOptional({ type: [String], description: 'Left out: what the transmitter says' }),
    IsTextList(20, { some: true }),
    __metadata("design:type", Array)
], SsfRegisterBody.prototype, "audience", void 0);
__decorate([
    ApiPropertyOptional({ default: 'ssf', description: 'Profile of security event tokens' }),
    Absentable(),
    IsString({ message: 'must be a string' }),
    Length(1, 100, { message: 'must be 1 to 100 characters' }),
    __metadata("design:type", String)
], SsfRegisterBody.prototype, "profile", void 0);
export class SsfQuery {
    remote;
}
__decorate([
    ApiPropertyOptional({ enum: ['true', 'false'], description: 'Ask the transmitter, too' }),
    Absentable(),
    IsIn(['true', 'false'], { message: 'must be true or false' }),
    __metadata("design:type", String)
], SsfQuery.prototype, "remote", void 0);
class SsfFaultModel {
    at;
    reason;
}
__decorate([
    ApiProperty({ format: 'date-time', type: String }),
    __metadata("design:type", String)
], SsfFaultModel.prototype, "at", void 0);
__decorate([
    ApiProperty({ example: 'bad_audience' }),
    __metadata("design:type", String)
], SsfFaultModel.prototype, "reason", void 0);
class SsfStatusModel {
    status;
    reason;
    at;
}
__decorate([
    ApiProperty({ example: 'enabled' }),
    __metadata("design:type", String)
], SsfStatusModel.prototype, "status", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String }),
    __metadata("design:type", Object)
], SsfStatusModel.prototype, "reason", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String, nullable: true }),
    __metadata("design:type", Object)
], SsfStatusModel.prototype, "at", void 0);
class SsfVerificationModel {
    pending;
    askedAt;
    verifiedAt;
}
__decorate([
    ApiProperty({ description: 'It was asked for, and has not come yet' }),
    __metadata("design:type", Boolean)
], SsfVerificationModel.prototype, "pending", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String, nullable: true }),
    __metadata("design:type", Object)
], SsfVerificationModel.prototype, "askedAt", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String, nullable: true }),
    __metadata("design:type", Object)
], SsfVerificationModel.prototype, "verifiedAt", void 0);
class SsfPollModel {
    polling;
    polledAt;
    nextPollAt;
}
__decorate([
    ApiProperty({ description: 'A worker is at it' }),
    __metadata("design:type", Boolean)
], SsfPollModel.prototype, "polling", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String, nullable: true }),
    __metadata("design:type", Object)
], SsfPollModel.prototype, "polledAt", void 0);
__decorate([
    ApiProperty({
        format: 'date-time',
        type: String,
        nullable: true,
        description: 'Not before, after failures',
    }),
    __metadata("design:type", Object)
], SsfPollModel.prototype, "nextPollAt", void 0);
/** A stream of security event tokens, as far as it is known here. */
export class SsfStreamModel {
    source;
    streamId;
    issuer;
    method;
    endpoint;
    events;
    status;
    verification;
    poll;
    lastEventAt;
    lastError;
}
__decorate([
    ApiProperty({ example: 'idp' }),
    __metadata("design:type", String)
], SsfStreamModel.prototype, "source", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, description: 'null: it was not set up from here' }),
    __metadata("design:type", Object)
], SsfStreamModel.prototype, "streamId", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String }),
    __metadata("design:type", Object)
], SsfStreamModel.prototype, "issuer", void 0);
__decorate([
    ApiProperty({ nullable: true, enum: METHODS }),
    __metadata("design:type", Object)
], SsfStreamModel.prototype, "method", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String, description: 'Where tokens are pushed to, or polled from' }),
    __metadata("design:type", Object)
], SsfStreamModel.prototype, "endpoint", void 0);
__decorate([
    ApiProperty({ type: [String], example: ['caep.session-revoked'] }),
    __metadata("design:type", Array)
], SsfStreamModel.prototype, "events", void 0);
__decorate([
    ApiProperty({ nullable: true, type: SsfStatusModel, description: 'What the transmitter said last' }),
    __metadata("design:type", Object)
], SsfStreamModel.prototype, "status", void 0);
__decorate([
    ApiProperty({ type: SsfVerificationModel }),
    __metadata("design:type", SsfVerificationModel)
], SsfStreamModel.prototype, "verification", void 0);
__decorate([
    ApiProperty({ nullable: true, type: SsfPollModel }),
    __metadata("design:type", Object)
], SsfStreamModel.prototype, "poll", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String, nullable: true }),
    __metadata("design:type", Object)
], SsfStreamModel.prototype, "lastEventAt", void 0);
__decorate([
    ApiProperty({ nullable: true, type: SsfFaultModel }),
    __metadata("design:type", Object)
], SsfStreamModel.prototype, "lastError", void 0);
//# sourceMappingURL=ssf.dto.js.map