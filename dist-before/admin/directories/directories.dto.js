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
import { IsIn, IsObject, IsString, Length, Matches } from 'class-validator';
import { CLIENT_METHODS } from '../../directories/client-settings.js';
import { Absentable } from '../absentable.dto.js';
import { IsNested } from '../nested.dto.js';
const TYPES = ['scim', 'local'];
const URL_RULE = /^https?:\/\/[^\s@]{1,500}$/;
const URL_FAULT = { message: 'must be an http or https URL without credentials' };
const TEXT_FAULT = { message: 'must be a string' };
/** A client of OAuth 2.0, as it is shown. */
export class DirectoryAuthModel {
    type;
    tokenUrl;
    clientId;
    scope;
    audience;
    method;
    params;
}
__decorate([
    ApiProperty({ enum: ['oauth2'] }),
    IsIn(['oauth2'], { message: 'must be oauth2' }),
    __metadata("design:type", String)
], DirectoryAuthModel.prototype, "type", void 0);
__decorate([
    ApiProperty({ example: 'https://idp.example.com/oauth/token' }),
    Matches(URL_RULE, URL_FAULT),
    __metadata("design:type", String)
], DirectoryAuthModel.prototype, "tokenUrl", void 0);
__decorate([
    ApiProperty({ example: 'signet' }),
    IsString(TEXT_FAULT),
    Length(1, 1024, { message: 'must be 1 to 1024 characters' }),
    __metadata("design:type", String)
], DirectoryAuthModel.prototype, "clientId", void 0);
__decorate([
    ApiPropertyOptional({ example: 'scim', description: 'Scopes with blanks between them' }),
    Absentable(),
    IsString(TEXT_FAULT),
    Length(0, 4096, { message: 'must be at most 4096 characters' }),
    __metadata("design:type", String)
], DirectoryAuthModel.prototype, "scope", void 0);
__decorate([
    ApiPropertyOptional({ description: 'Whom the token is for, where the endpoint wants to be told' }),
    Absentable(),
    IsString(TEXT_FAULT),
    Length(0, 4096, { message: 'must be at most 4096 characters' }),
    __metadata("design:type", String)
], DirectoryAuthModel.prototype, "audience", void 0);
__decorate([
    ApiPropertyOptional({ enum: CLIENT_METHODS, default: CLIENT_METHODS[0] }),
    Absentable(),
    IsIn(CLIENT_METHODS, { message: `must be one of ${CLIENT_METHODS.join(', ')}` }),
    __metadata("design:type", Object)
], DirectoryAuthModel.prototype, "method", void 0);
__decorate([
    ApiPropertyOptional({ type: Object, description: 'Further fields of the request for a token, by name' }),
    Absentable(),
    IsObject({ message: 'must be an object' }),
    __metadata("design:type", Object)
], DirectoryAuthModel.prototype, "params", void 0);
export class DirectoryAuthBody extends DirectoryAuthModel {
    clientSecret;
}
__decorate([
    ApiPropertyOptional({ description: 'Sealed at once. Left out: the one there is stays' }),
    Absentable(),
    IsString(TEXT_FAULT),
    Length(1, 8192, { message: 'must be 1 to 8192 characters' }),
    __metadata("design:type", String)
], DirectoryAuthBody.prototype, "clientSecret", void 0);
export class DirectoryBody {
    type;
    url;
    token;
    auth;
    config;
}
__decorate([
    ApiProperty({ enum: TYPES, example: 'scim' }),
    IsIn(TYPES, { message: 'must be scim or local' }),
    __metadata("design:type", Object)
], DirectoryBody.prototype, "type", void 0);
__decorate([
    ApiPropertyOptional({ example: 'https://idp.example.com/scim/v2' }),
    Absentable(),
    Matches(URL_RULE, URL_FAULT),
    __metadata("design:type", String)
], DirectoryBody.prototype, "url", void 0);
__decorate([
    ApiPropertyOptional({ description: 'Bearer token, sealed at once. Left out: the one there is stays' }),
    Absentable(),
    IsString({ message: 'must be a string' }),
    Length(1, 8192, { message: 'must be 1 to 8192 characters' }),
    __metadata("design:type", String)
], DirectoryBody.prototype, "token", void 0);
__decorate([
    ApiPropertyOptional({
        type: DirectoryAuthBody,
        description: 'In place of a token: a client that fetches them',
    }),
    Absentable(),
    IsNested(() => DirectoryAuthBody),
    __metadata("design:type", DirectoryAuthBody)
], DirectoryBody.prototype, "auth", void 0);
__decorate([
    ApiPropertyOptional({ type: Object, example: { userKey: 'externalId' } }),
    Absentable(),
    IsObject({ message: 'must be an object' }),
    __metadata("design:type", Object)
], DirectoryBody.prototype, "config", void 0);
export class DirectoryModel {
    name;
    type;
    url;
    hasToken;
    auth;
    config;
    createdAt;
    updatedAt;
}
__decorate([
    ApiProperty({ example: 'main' }),
    __metadata("design:type", String)
], DirectoryModel.prototype, "name", void 0);
__decorate([
    ApiProperty({ enum: TYPES }),
    __metadata("design:type", String)
], DirectoryModel.prototype, "type", void 0);
__decorate([
    ApiProperty({ nullable: true, type: String }),
    __metadata("design:type", Object)
], DirectoryModel.prototype, "url", void 0);
__decorate([
    ApiProperty({ description: 'Whether a token is kept; it is never shown' }),
    __metadata("design:type", Boolean)
], DirectoryModel.prototype, "hasToken", void 0);
__decorate([
    ApiProperty({
        type: DirectoryAuthModel,
        nullable: true,
        description: 'The client that fetches tokens; its secret is never shown',
    }),
    __metadata("design:type", Object)
], DirectoryModel.prototype, "auth", void 0);
__decorate([
    ApiProperty({ type: Object }),
    __metadata("design:type", Object)
], DirectoryModel.prototype, "config", void 0);
__decorate([
    ApiProperty({
        format: 'date-time',
        type: String,
        nullable: true,
        description: 'Null for the one that is always there',
    }),
    __metadata("design:type", Object)
], DirectoryModel.prototype, "createdAt", void 0);
__decorate([
    ApiProperty({ format: 'date-time', type: String, nullable: true }),
    __metadata("design:type", Object)
], DirectoryModel.prototype, "updatedAt", void 0);
export class UserModel {
    id;
    userName;
    email;
    displayName;
    active;
    roles;
    groups;
    attributes;
    changedBy;
}
__decorate([
    ApiProperty({ example: '12345' }),
    __metadata("design:type", String)
], UserModel.prototype, "id", void 0);
__decorate([
    ApiPropertyOptional(),
    __metadata("design:type", String)
], UserModel.prototype, "userName", void 0);
__decorate([
    ApiPropertyOptional(),
    __metadata("design:type", String)
], UserModel.prototype, "email", void 0);
__decorate([
    ApiPropertyOptional(),
    __metadata("design:type", String)
], UserModel.prototype, "displayName", void 0);
__decorate([
    ApiProperty({ example: true }),
    __metadata("design:type", Boolean)
], UserModel.prototype, "active", void 0);
__decorate([
    ApiProperty({ type: [String], example: ['admin'] }),
    __metadata("design:type", Array)
], UserModel.prototype, "roles", void 0);
__decorate([
    ApiProperty({ type: [String] }),
    __metadata("design:type", Array)
], UserModel.prototype, "groups", void 0);
__decorate([
    ApiProperty({ type: Object }),
    __metadata("design:type", Object)
], UserModel.prototype, "attributes", void 0);
__decorate([
    ApiProperty({
        type: String,
        format: 'uuid',
        nullable: true,
        description: 'The execution that changed the user last; null: a person',
    }),
    __metadata("design:type", Object)
], UserModel.prototype, "changedBy", void 0);
//# sourceMappingURL=directories.dto.js.map