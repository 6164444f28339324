import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsObject, Length } from 'class-validator';
import type { ApprovalStatus } from '../../ledger/approval.view.js';
import { Absentable } from '../absentable.dto.js';
import { EXAMPLE_ID } from '../examples.js';
import { PageQuery } from '../page.dto.js';

const STATUSES = ['open', 'decided', 'expired', 'cancelled'] as const satisfies readonly ApprovalStatus[];

export class ApprovalsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: STATUSES, default: 'open' })
  @Absentable()
  @IsIn(STATUSES, { message: `must be one of ${STATUSES.join(', ')}` })
  status: ApprovalStatus = 'open';
}

export class DecideBody {
  @ApiProperty({ example: 'approve', description: 'One of the outcomes of the approval' })
  @Length(1, 50, { message: 'must be one of the outcomes' })
  outcome!: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, example: { reason: 'known to me' } })
  @Absentable()
  @IsObject({ message: 'must be an object' })
  fields?: Readonly<Record<string, unknown>>;
}

export class ApprovalModel {
  @ApiProperty({ example: EXAMPLE_ID })
  id!: string;

  @ApiProperty({
    enum: ['task', 'blast_radius'],
    description: 'Whether a task asks, or the workflow came to its blast radius',
  })
  kind!: string;

  @ApiProperty({ example: 1, description: 'Executions that wait for it' })
  executions!: number;

  @ApiProperty({ example: EXAMPLE_ID, description: 'That asked; of a blast radius the first' })
  execution!: string;

  @ApiProperty({ example: 'ask' })
  task!: string;

  @ApiProperty({ example: 0 })
  iteration!: number;

  @ApiProperty({ example: 'production' })
  environment!: string;

  @ApiProperty({ example: 'acme.identity/offboard' })
  workflow!: string;

  @ApiProperty({ nullable: true, type: String })
  subject!: string | null;

  @ApiProperty({ example: 'Delete 12345?' })
  message!: string;

  @ApiProperty({ type: [String], example: ['approve', 'reject'] })
  outcomes!: readonly string[];

  @ApiProperty({ type: [String], description: 'Roles that may decide' })
  roles!: readonly string[];

  @ApiProperty({ type: [String], description: 'Names of tokens that may decide' })
  tokens!: readonly string[];

  @ApiProperty({ description: 'Whoever has the signed link may decide' })
  link!: boolean;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'What is filled in, by name' })
  fields!: Readonly<Record<string, unknown>>;

  @ApiProperty({ enum: STATUSES })
  status!: string;

  @ApiProperty()
  createdAt!: Date;

  @ApiProperty()
  expiresAt!: Date;

  @ApiProperty({ nullable: true, type: String, example: 'approve' })
  outcome!: string | null;

  @ApiProperty({ nullable: true, type: 'object', additionalProperties: true })
  answers!: Readonly<Record<string, unknown>> | null;

  @ApiProperty({ nullable: true, type: String, example: 'token:ada' })
  decidedBy!: string | null;

  @ApiProperty({ nullable: true, type: Date })
  decidedAt!: Date | null;

  @ApiProperty({ nullable: true, type: Date, description: 'When what it said of a person was erased' })
  erasedAt!: Date | null;
}
