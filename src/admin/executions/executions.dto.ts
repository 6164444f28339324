import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import {
  type ExecutionFilter,
  type ExecutionStatus,
  OPEN_STATUSES,
} from '../../ledger/execution-query.view.js';
import { FINAL_STATUSES, TASK_RUN_STATUSES } from '../../ledger/task-run.js';
import { EXAMPLE_EVENT, EXAMPLE_ID } from '../examples.js';
import { IsFilterText, IsInstant, IsLabel, IsWorkflowPath, labelOf, workflowOf } from '../filters.dto.js';
import { PageQuery } from '../page.dto.js';

const STATUSES = [...OPEN_STATUSES, ...FINAL_STATUSES];

export class ExecutionsQuery extends PageQuery {
  @ApiPropertyOptional({ example: '12345', description: 'The identity the event is about' })
  @IsFilterText()
  subject?: string;

  @ApiPropertyOptional({ example: 'user.created', description: 'Type of the event' })
  @IsFilterText()
  type?: string;

  @ApiPropertyOptional({ example: 'acme.identity/welcome-new-user' })
  @IsWorkflowPath()
  workflow?: string;

  @ApiPropertyOptional({ example: 'staging' })
  @IsFilterText()
  environment?: string;

  @ApiPropertyOptional({ enum: STATUSES })
  @Absentable()
  @IsIn(STATUSES, { message: `must be one of ${STATUSES.join(', ')}` })
  status?: ExecutionStatus;

  @ApiPropertyOptional({ example: 'team:identity', description: 'A label of the revision, name:value' })
  @IsLabel()
  label?: string;

  @ApiPropertyOptional({ format: 'date-time', type: String, description: 'Accepted at or after' })
  @IsInstant()
  from?: Date;

  @ApiPropertyOptional({ format: 'date-time', type: String, description: 'Accepted before' })
  @IsInstant()
  to?: Date;
}

export function executionFilter(query: ExecutionsQuery): ExecutionFilter {
  const { subject, type, status, environment, from, to, label } = query;
  return {
    subject,
    type,
    status,
    environment,
    from,
    to,
    workflow: workflowOf(query.workflow),
    label: labelOf(label),
  };
}

export class ErrorModel {
  @ApiProperty({ example: 'target_refused' })
  code!: string;

  @ApiProperty({ example: 'the directory answered 403' })
  message!: string;
}

/** One run of one revision for one event. */
export class ExecutionModel {
  @ApiProperty({ format: 'uuid', example: EXAMPLE_ID })
  id!: string;

  @ApiProperty({ example: 'acme.identity/welcome-new-user' })
  workflow!: string;

  @ApiProperty({ example: 'acme.identity' })
  namespace!: string;

  @ApiProperty({ example: 3 })
  revision!: number;

  @ApiProperty({ example: 'created' })
  trigger!: string;

  @ApiProperty({ format: 'uuid' })
  eventId!: string;

  @ApiProperty({ nullable: true, type: String, example: 'user.created' })
  eventType!: string | null;

  @ApiProperty({ nullable: true, type: String, example: '12345' })
  subject!: string | null;

  @ApiProperty({ enum: STATUSES, example: 'succeeded' })
  status!: string;

  @ApiProperty({ nullable: true, type: String })
  reason!: string | null;

  @ApiProperty({ example: 1, description: 'Tries so far' })
  attempt!: number;

  @ApiProperty({ example: 'production' })
  environment!: string;

  @ApiProperty({ description: 'Started by a person who tries the workflow out' })
  test!: boolean;

  @ApiProperty({ nullable: true, type: String, format: 'uuid', description: 'The execution it repeats' })
  replayOf!: string | null;

  @ApiProperty({ format: 'date-time', type: String })
  acceptedAt!: Date;

  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  startedAt!: Date | null;

  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  finishedAt!: Date | null;

  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  dueAt!: Date | null;

  @ApiProperty({ nullable: true, type: ErrorModel })
  error!: ErrorModel | null;

  @ApiProperty({
    format: 'date-time',
    type: String,
    nullable: true,
    description: 'When what it had of a person was erased',
  })
  erasedAt!: Date | null;
}

export class EventModel {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ nullable: true, type: String, example: 'user.created' })
  type!: string | null;

  @ApiProperty({
    nullable: true,
    type: String,
    description: "What the sender's type means in Signet's words",
  })
  commonType!: string | null;

  @ApiProperty({ nullable: true, type: String, example: '12345' })
  subject!: string | null;

  @ApiProperty({ nullable: true, type: String, example: 'auth-platform' })
  source!: string | null;

  @ApiProperty({ nullable: true, type: String, description: "The sender's id of the event" })
  externalId!: string | null;

  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  occurredAt!: Date | null;

  @ApiProperty({ format: 'date-time', type: String })
  receivedAt!: Date;

  @ApiProperty({ type: Object, example: EXAMPLE_EVENT })
  body!: unknown;

  @ApiProperty({ type: Object })
  headers!: unknown;

  @ApiProperty({ type: Object })
  parameters!: unknown;

  @ApiProperty({ type: Object, nullable: true, description: "Values of the trigger's parameters" })
  inputs!: unknown;

  @ApiProperty({
    nullable: true,
    type: String,
    format: 'uuid',
    description: 'The execution it came of; null: it came from outside',
  })
  cause!: string | null;

  @ApiProperty({ example: 0, description: 'How many executions stand between it and the outside' })
  depth!: number;

  @ApiProperty({
    type: [String],
    example: [],
    description: 'Workflows that were not run again for it, because they caused it',
  })
  avoided!: readonly string[];

  @ApiProperty({
    format: 'date-time',
    type: String,
    nullable: true,
    description: 'When what it said of a person was erased',
  })
  erasedAt!: Date | null;
}

export class TaskRunModel {
  @ApiProperty({ example: 'profile' })
  task!: string;

  @ApiProperty({ example: 0 })
  iteration!: number;

  @ApiProperty({ example: 'user.update' })
  action!: string;

  @ApiProperty({ enum: TASK_RUN_STATUSES })
  status!: string;

  @ApiProperty({ example: 1 })
  attempt!: number;

  @ApiProperty({ example: 0, description: 'Tries that ended because the user was not known yet' })
  misses!: number;

  @ApiProperty({ format: 'date-time', type: String })
  startedAt!: Date;

  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  finishedAt!: Date | null;

  @ApiProperty({
    type: Object,
    description: 'Redacted',
    example: { user: '12345', set: { roles: ['admin'] } },
  })
  input!: unknown;

  @ApiProperty({ type: Object, example: { changed: true } })
  output!: unknown;

  @ApiProperty({ nullable: true, type: ErrorModel })
  error!: ErrorModel | null;
}
