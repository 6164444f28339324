import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { IsBoolean, IsDefined, IsIn, IsInt, IsString, Length, Max, Min, ValidateIf } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { IsNested } from '../nested.dto.js';
import { BURIAL_REASONS, type BurialReason } from '../../recovery/dead-letter.js';
import type { DeadLetterFilter, DeadLetterStatus } from '../../recovery/dead-letter.view.js';
import { EXAMPLE_ID } from '../examples.js';
import { ErrorModel } from '../executions/executions.dto.js';
import { IsFilterText, IsInstant, IsWorkflowPath, workflowOf } from '../filters.dto.js';
import { PageQuery } from '../page.dto.js';

const STATUSES = ['open', 'replayed', 'discarded'] as const;

/** Why it was given up on, or absent. */
function IsReason(): PropertyDecorator {
  return applyDecorators(
    Absentable(),
    IsIn(BURIAL_REASONS, { message: `must be one of ${BURIAL_REASONS.join(', ')}` }),
  );
}

export class DeadLettersQuery extends PageQuery {
  @ApiPropertyOptional({ enum: STATUSES })
  @Absentable()
  @IsIn(STATUSES, { message: 'must be open, replayed or discarded' })
  status?: DeadLetterStatus;

  @ApiPropertyOptional({ example: 'acme.identity/welcome-new-user' })
  @IsWorkflowPath()
  workflow?: string;

  @ApiPropertyOptional({ enum: BURIAL_REASONS, example: 'exhausted' })
  @IsReason()
  reason?: BurialReason;

  @ApiPropertyOptional({ example: '9f86d081884c7d65' })
  @IsFilterText()
  fingerprint?: string;

  @ApiPropertyOptional({ example: '12345' })
  @IsFilterText()
  subject?: string;

  @ApiPropertyOptional({ example: 'staging' })
  @IsFilterText()
  environment?: string;
}

export class ReplayBody {
  @ApiPropertyOptional({ enum: ['start', 'failed-task'], default: 'failed-task' })
  @Absentable()
  @IsIn(['start', 'failed-task'], { message: 'must be start or failed-task' })
  from?: 'start' | 'failed-task';

  @ApiPropertyOptional({ enum: ['same', 'newest'], default: 'same' })
  @Absentable()
  @IsIn(['same', 'newest'], { message: 'must be same or newest' })
  revision?: 'same' | 'newest';

  @ApiPropertyOptional({ default: false, description: 'Call back again whoever was called when it died' })
  @Absentable()
  @IsBoolean({ message: 'must be true or false' })
  callback?: boolean;
}

/** Which open letters a bulk replay or discard means; none of it: all. */
export class OpenLetterFilter {
  @ApiPropertyOptional({ example: 'acme.identity/welcome-new-user' })
  @IsWorkflowPath()
  workflow?: string;

  @ApiPropertyOptional({ enum: BURIAL_REASONS, example: 'exhausted' })
  @IsReason()
  reason?: BurialReason;

  @ApiPropertyOptional({ example: '9f86d081884c7d65' })
  @IsFilterText()
  fingerprint?: string;

  @ApiPropertyOptional({ example: '12345' })
  @IsFilterText()
  subject?: string;

  @ApiPropertyOptional({ example: 'staging' })
  @IsFilterText()
  environment?: string;

  @ApiPropertyOptional({ format: 'date-time', type: String })
  @IsInstant()
  from?: Date;

  @ApiPropertyOptional({ format: 'date-time', type: String })
  @IsInstant()
  to?: Date;
}

class BulkBody {
  @ApiProperty({ type: OpenLetterFilter })
  @IsDefined({ message: 'is needed; {} means every open letter' })
  @IsNested(() => OpenLetterFilter)
  filter!: OpenLetterFilter;

  @ApiPropertyOptional({ default: false, description: 'Only count what matches' })
  @Absentable()
  @IsBoolean({ message: 'must be true or false' })
  dryRun?: boolean;

  @ApiPropertyOptional({ default: 10_000, minimum: 1, maximum: 100_000 })
  @Absentable()
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(100_000, { message: 'must be at most 100000' })
  limit?: number;
}

export class BulkReplayBody extends IntersectionType(BulkBody, ReplayBody) {}

const NOTE = { example: 'the user was created by hand', description: 'Why, for the next person' };

function IsNote(): PropertyDecorator {
  return applyDecorators(
    IsString({ message: 'must be a string' }),
    Length(1, 2000, { message: 'must be 1 to 2000 characters' }),
  );
}

export class DiscardBody {
  @ApiProperty(NOTE)
  @IsNote()
  note!: string;
}

export class BulkDiscardBody extends BulkBody {
  @ApiPropertyOptional({ ...NOTE, description: 'Why, for the next person; to count it is not needed' })
  @ValidateIf(({ dryRun, note }: BulkDiscardBody) => dryRun !== true || note !== undefined)
  @IsNote()
  note?: string;
}

export function letterFilter(query: DeadLettersQuery | OpenLetterFilter): DeadLetterFilter {
  const { reason, fingerprint, subject, environment } = query;
  const rest =
    query instanceof DeadLettersQuery ? { status: query.status } : { from: query.from, to: query.to };
  return { reason, fingerprint, subject, environment, workflow: workflowOf(query.workflow), ...rest };
}

/** An execution that was given up on. */
export class DeadLetterModel {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  execution!: string;

  @ApiProperty({ example: 'acme.identity/welcome-new-user' })
  workflow!: string;

  @ApiProperty({ example: 3 })
  revision!: number;

  @ApiProperty({ format: 'uuid' })
  eventId!: string;

  @ApiProperty({ nullable: true, type: String, example: 'user.created' })
  eventType!: string | null;

  @ApiProperty({ nullable: true, type: String, example: '12345' })
  subject!: string | null;

  @ApiProperty({ example: 'production' })
  environment!: string;

  @ApiProperty({ nullable: true, type: String, example: 'profile' })
  task!: string | null;

  @ApiProperty({ example: 'exhausted' })
  reason!: string;

  @ApiProperty({ type: ErrorModel })
  error!: ErrorModel;

  @ApiProperty({ example: '9f86d081884c7d65', description: 'Shared by letters that died of the same thing' })
  fingerprint!: string;

  @ApiProperty({ example: 5 })
  attempts!: number;

  @ApiProperty({ enum: STATUSES })
  status!: string;

  @ApiProperty({ format: 'date-time', type: String })
  buriedAt!: Date;

  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  resolvedAt!: Date | null;

  @ApiProperty({ nullable: true, type: String, example: 'token:ops' })
  resolvedBy!: string | null;

  @ApiProperty({ nullable: true, type: String })
  note!: string | null;

  @ApiProperty({ nullable: true, type: String, format: 'uuid' })
  replayExecution!: string | null;

  @ApiProperty({
    format: 'date-time',
    type: String,
    nullable: true,
    description: 'When what it had of a person was erased',
  })
  erasedAt!: Date | null;
}

export class ReplayModel {
  @ApiProperty({ format: 'uuid', description: 'The new execution' })
  execution!: string;

  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  replayOf!: string;
}
