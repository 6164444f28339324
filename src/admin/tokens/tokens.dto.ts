import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsString, Length, Matches } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { type Role, ROLES } from '../access/caller.js';
import { IsInstant } from '../filters.dto.js';
import { NAMESPACE } from '../secrets/secret-name.js';

export class TokenCreateBody {
  @ApiProperty({
    example: 'deploy-pipeline',
    description: 'The audit log names the caller so; no other token that works has it',
  })
  @IsString({ message: 'must be a string' })
  @Length(1, 100, { message: 'must be 1 to 100 characters' })
  name!: string;

  @ApiProperty({ enum: ROLES, example: 'author' })
  @IsIn(ROLES, { message: `must be one of ${ROLES.join(', ')}` })
  role!: Role;

  @ApiPropertyOptional({ type: [String], example: ['acme.identity'], description: 'None: all namespaces' })
  @Absentable()
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(100, { message: 'must be at most 100' })
  @Matches(NAMESPACE, { each: true, message: 'each must be names joined by dots' })
  namespaces?: string[];

  @ApiPropertyOptional({ format: 'date-time', type: String })
  @IsInstant()
  expiresAt?: Date;
}

export class TokenModel {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ example: 'deploy-pipeline' })
  name!: string;

  @ApiProperty({ enum: ROLES })
  role!: string;

  @ApiProperty({ type: [String] })
  namespaces!: readonly string[];

  @ApiProperty({ format: 'date-time', type: String })
  createdAt!: Date;

  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  expiresAt!: Date | null;

  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  revokedAt!: Date | null;
}

export class NewTokenModel {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ example: 'deploy-pipeline' })
  name!: string;

  @ApiProperty({ enum: ROLES })
  role!: string;

  @ApiProperty({ type: [String] })
  namespaces!: readonly string[];

  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  expiresAt!: Date | null;

  @ApiProperty({ example: 'sgn_…', description: 'Shown this once' })
  token!: string;
}
