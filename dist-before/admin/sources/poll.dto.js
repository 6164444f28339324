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
import { IsBoolean, IsInt, IsString, Length, Matches, Max, Min } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
/** How a source's tokens are fetched from their transmitter (RFC 8936). */
export class PollBody {
    endpoint;
    authorization;
    maxEvents;
    intervalSeconds;
    longPoll;
}
__decorate([
    ApiProperty({ example: 'https://tr.example.com/ssf/poll/f67e39a0' }),
    Matches(/^https:\/\/\S{1,2000}$/, { message: 'must be an https URL' }),
    __metadata("design:type", String)
], PollBody.prototype, "endpoint", void 0);
__decorate([
    ApiPropertyOptional({
        example: 'Bearer eyJ…',
        description: 'Text of the Authorization header, in clear. Left out: the one that is there for this endpoint stays. Never shown again',
    }),
    Absentable(),
    IsString({ message: 'must be a string' }),
    Length(1, 8192, { message: 'must be 1 to 8192 characters' }),
    Matches(/^[\x20-\x7e]+$/, { message: 'must be printable ASCII' }),
    __metadata("design:type", String)
], PollBody.prototype, "authorization", void 0);
__decorate([
    ApiPropertyOptional({ default: 50, description: 'Most tokens to ask for at once' }),
    Absentable(),
    IsInt({ message: 'must be a whole number' }),
    Min(1, { message: 'must be at least 1' }),
    Max(1000, { message: 'must be at most 1000' }),
    __metadata("design:type", Number)
], PollBody.prototype, "maxEvents", void 0);
__decorate([
    ApiPropertyOptional({
        default: 5,
        description: 'Seconds from one poll to the next while there is nothing',
    }),
    Absentable(),
    IsInt({ message: 'must be a whole number' }),
    Min(1, { message: 'must be at least 1' }),
    Max(86_400, { message: 'must be at most 86400' }),
    __metadata("design:type", Number)
], PollBody.prototype, "intervalSeconds", void 0);
__decorate([
    ApiPropertyOptional({ default: true, description: 'The transmitter may answer when there is something' }),
    Absentable(),
    IsBoolean({ message: 'must be true or false' }),
    __metadata("design:type", Boolean)
], PollBody.prototype, "longPoll", void 0);
//# sourceMappingURL=poll.dto.js.map