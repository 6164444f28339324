import { ApiProperty } from '@nestjs/swagger';
import { OPEN_STATUSES } from '../../ledger/execution-query.view.js';
import { FINAL_STATUSES } from '../../ledger/task-run.js';
import { EXAMPLE_ID } from '../examples.js';
import { IsFlag } from '../filters.dto.js';

/** How an execution stands, for who polls. */
export class StatusModel {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  id!: string;

  @ApiProperty({ example: 'acme.identity/welcome-new-user' })
  workflow!: string;

  @ApiProperty({ example: 3 })
  revision!: number;

  @ApiProperty({ example: 'production' })
  environment!: string;

  @ApiProperty({ enum: [...OPEN_STATUSES, ...FINAL_STATUSES], example: 'running' })
  status!: string;

  @ApiProperty({ description: 'It has ended: the status does not change any more' })
  finished!: boolean;

  @ApiProperty({ nullable: true, type: String })
  reason!: string | null;

  @ApiProperty({ example: 1, description: 'Tries so far' })
  attempt!: number;

  @ApiProperty({ format: 'date-time', type: String })
  acceptedAt!: Date;

  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  startedAt!: Date | null;

  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  finishedAt!: Date | null;

  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  dueAt!: Date | null;
}

export class StreamQuery {
  @IsFlag('What went into tasks and came out, too')
  details?: 'true' | 'false';
}
