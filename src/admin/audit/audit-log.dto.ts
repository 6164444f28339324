import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { EXAMPLE_ID } from '../examples.js';
import { IsFilterText, IsFlag } from '../filters.dto.js';

export class ExportQuery {
  @IsFlag('Give the record of each execution that ended, too')
  executions?: 'true' | 'false';
}

export class EvidenceQuery {
  @ApiPropertyOptional({ example: '12345', description: 'A user, or an object: source:auth-platform' })
  @IsFilterText()
  subject?: string;

  @ApiPropertyOptional({ format: 'uuid', example: EXAMPLE_ID })
  @Absentable()
  @IsUUID(undefined, { message: 'must be the id of an execution' })
  execution?: string;
}

/** The signed head of the audit log. */
export class CheckpointModel {
  @ApiProperty({ example: 4711, description: 'Entries that are in order' })
  size!: number;

  @ApiProperty({ format: 'date-time', type: String })
  at!: Date;

  @ApiProperty({ description: 'The checkpoint, a signed note (C2SP tlog-checkpoint)' })
  note!: string;

  @ApiProperty({
    example: 'signet-audit-0f1e2d3c4b5a6978+a1b2c3d4+AZ0...',
    description: 'Verifier key of the note (C2SP signed-note)',
  })
  key!: string;
}
