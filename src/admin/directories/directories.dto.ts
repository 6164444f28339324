import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsObject, IsString, Length, Matches } from 'class-validator';
import { Absentable } from '../absentable.dto.js';

const TYPES = ['scim', 'local'] as const;

export class DirectoryBody {
  @ApiProperty({ enum: TYPES, example: 'scim' })
  @IsIn(TYPES, { message: 'must be scim or local' })
  type!: (typeof TYPES)[number];

  @ApiPropertyOptional({ example: 'https://idp.example.com/scim/v2' })
  @Absentable()
  @Matches(/^https?:\/\/[^\s@]{1,500}$/, { message: 'must be an http or https URL without credentials' })
  url?: string;

  @ApiPropertyOptional({ description: 'Bearer token, sealed at once. Left out: the one there is stays' })
  @Absentable()
  @IsString({ message: 'must be a string' })
  @Length(1, 8192, { message: 'must be 1 to 8192 characters' })
  token?: string;

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
