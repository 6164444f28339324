import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsObject, IsString, Length, Matches } from 'class-validator';
import { CLIENT_METHODS } from '../../directories/client-settings.js';
import { Absentable } from '../absentable.dto.js';
import { IsNested } from '../nested.dto.js';

const TYPES = ['scim', 'local'] as const;
const URL_RULE = /^https?:\/\/[^\s@]{1,500}$/;
const URL_FAULT = { message: 'must be an http or https URL without credentials' };
const TEXT_FAULT = { message: 'must be a string' };

/** A client of OAuth 2.0, as it is shown. */
export class DirectoryAuthModel {
  @ApiProperty({ enum: ['oauth2'] })
  @IsIn(['oauth2'], { message: 'must be oauth2' })
  type!: 'oauth2';

  @ApiProperty({ example: 'https://idp.example.com/oauth/token' })
  @Matches(URL_RULE, URL_FAULT)
  tokenUrl!: string;

  @ApiProperty({ example: 'signet' })
  @IsString(TEXT_FAULT)
  @Length(1, 1024, { message: 'must be 1 to 1024 characters' })
  clientId!: string;

  @ApiPropertyOptional({ example: 'scim', description: 'Scopes with blanks between them' })
  @Absentable()
  @IsString(TEXT_FAULT)
  @Length(0, 4096, { message: 'must be at most 4096 characters' })
  scope?: string;

  @ApiPropertyOptional({ description: 'Whom the token is for, where the endpoint wants to be told' })
  @Absentable()
  @IsString(TEXT_FAULT)
  @Length(0, 4096, { message: 'must be at most 4096 characters' })
  audience?: string;

  @ApiPropertyOptional({ enum: CLIENT_METHODS, default: CLIENT_METHODS[0] })
  @Absentable()
  @IsIn(CLIENT_METHODS, { message: `must be one of ${CLIENT_METHODS.join(', ')}` })
  method?: (typeof CLIENT_METHODS)[number];

  @ApiPropertyOptional({ type: Object, description: 'Further fields of the request for a token, by name' })
  @Absentable()
  @IsObject({ message: 'must be an object' })
  params?: Record<string, unknown>;
}

export class DirectoryAuthBody extends DirectoryAuthModel {
  @ApiPropertyOptional({ description: 'Sealed at once. Left out: the one there is stays' })
  @Absentable()
  @IsString(TEXT_FAULT)
  @Length(1, 8192, { message: 'must be 1 to 8192 characters' })
  clientSecret?: string;
}

export class DirectoryBody {
  @ApiProperty({ enum: TYPES, example: 'scim' })
  @IsIn(TYPES, { message: 'must be scim or local' })
  type!: (typeof TYPES)[number];

  @ApiPropertyOptional({ example: 'https://idp.example.com/scim/v2' })
  @Absentable()
  @Matches(URL_RULE, URL_FAULT)
  url?: string;

  @ApiPropertyOptional({ description: 'Bearer token, sealed at once. Left out: the one there is stays' })
  @Absentable()
  @IsString({ message: 'must be a string' })
  @Length(1, 8192, { message: 'must be 1 to 8192 characters' })
  token?: string;

  @ApiPropertyOptional({
    type: DirectoryAuthBody,
    description: 'In place of a token: a client that fetches them',
  })
  @Absentable()
  @IsNested(() => DirectoryAuthBody)
  auth?: DirectoryAuthBody;

  @ApiPropertyOptional({ type: Object, example: { userKey: 'externalId' } })
  @Absentable()
  @IsObject({ message: 'must be an object' })
  config?: Record<string, unknown>;
}

export class DirectoryModel {
  @ApiProperty({ example: 'main' })
  name!: string;

  @ApiProperty({ enum: TYPES })
  type!: string;

  @ApiProperty({ nullable: true, type: String })
  url!: string | null;

  @ApiProperty({ description: 'Whether a token is kept; it is never shown' })
  hasToken!: boolean;

  @ApiProperty({
    type: DirectoryAuthModel,
    nullable: true,
    description: 'The client that fetches tokens; its secret is never shown',
  })
  auth!: object | null;

  @ApiProperty({ type: Object })
  config!: object;

  @ApiProperty({
    format: 'date-time',
    type: String,
    nullable: true,
    description: 'Null for the one that is always there',
  })
  createdAt!: Date | null;

  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  updatedAt!: Date | null;
}

export class UserModel {
  @ApiProperty({ example: '12345' })
  id!: string;

  @ApiPropertyOptional()
  userName?: string;

  @ApiPropertyOptional()
  email?: string;

  @ApiPropertyOptional()
  displayName?: string;

  @ApiProperty({ example: true })
  active!: boolean;

  @ApiProperty({ type: [String], example: ['admin'] })
  roles!: readonly string[];

  @ApiProperty({ type: [String] })
  groups!: readonly string[];

  @ApiProperty({ type: Object })
  attributes!: object;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The execution that changed the user last; null: a person',
  })
  changedBy!: string | null;
}
