import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { EXAMPLE_ID } from '../examples.js';
import { IsFilterText, IsFlag, IsInstant } from '../filters.dto.js';
import { PageQuery } from '../page.dto.js';

export class AuditQuery extends PageQuery {
  @ApiPropertyOptional({ example: '12345', description: 'A user, or an object: source:auth-platform' })
  @IsFilterText()
  subject?: string;

  @ApiPropertyOptional({ format: 'uuid', example: EXAMPLE_ID })
  @Absentable()
  @IsUUID(undefined, { message: 'must be the id of an execution' })
  execution?: string;

  @ApiPropertyOptional({ example: 'user.update' })
  @IsFilterText()
  verb?: string;

  @IsFlag('What people and programs did alone: nothing that workflows wrote, no `execution.end`')
  deeds?: 'true' | 'false';

  @ApiPropertyOptional({ format: 'date-time', type: String })
  @IsInstant()
  from?: Date;

  @ApiPropertyOptional({ format: 'date-time', type: String })
  @IsInstant()
  to?: Date;

  @IsFlag('Say where in the tree each stands, too')
  place?: 'true' | 'false';
}

class AuditPlaceModel {
  @ApiProperty({
    enum: ['signed', 'waiting', 'refused'],
    description: 'In a checkpoint; waiting for the next; not of our making',
  })
  state!: string;

  @ApiProperty({ nullable: true, type: Number, example: 4710, description: 'From 0; null: not signed' })
  number!: number | null;
}

/** One entry of the audit log, its private part opened. */
export class AuditModel {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'date-time', type: String })
  at!: Date;

  @ApiProperty({ example: 'user.update' })
  verb!: string;

  @ApiProperty({
    nullable: true,
    type: String,
    example: 'workflow:acme.identity/welcome-new-user@3',
    description: 'Null when the row cannot be read',
  })
  actor!: string | null;

  @ApiProperty({ nullable: true, type: String, example: '12345' })
  subject!: string | null;

  @ApiProperty({ nullable: true, type: String, format: 'uuid' })
  execution!: string | null;

  @ApiProperty({ nullable: true, type: String, example: 'profile' })
  task!: string | null;

  @ApiProperty({ nullable: true, type: String, example: 'profile created for 12345' })
  message!: string | null;

  @ApiProperty({ type: Object, nullable: true })
  outcome!: unknown;

  @ApiProperty({ type: Object, nullable: true })
  details!: unknown;

  @ApiProperty({ description: 'Whether subject, message, outcome and details were erased' })
  erased!: boolean;

  @ApiProperty({ description: 'SHA-256 of the leaf in hex (RFC 6962)' })
  leafHash!: string;

  @ApiProperty({
    nullable: true,
    type: String,
    example: null,
    description: 'What is wrong with the row: it is not what Signet wrote. Null when nothing is',
  })
  fault!: string | null;

  @ApiPropertyOptional({ type: AuditPlaceModel, description: 'Where it was asked for' })
  place?: AuditPlaceModel;
}
