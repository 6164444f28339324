import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { IsFilterText } from '../filters.dto.js';
import { IsHookSearch } from './hook-search.dto.js';
import { PageQuery } from '../page.dto.js';

const OUTCOMES = ['accepted', 'refused', 'duplicate', 'handshake', 'control', 'sample'] as const;

export class DeliveriesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: OUTCOMES })
  @Absentable()
  @IsIn(OUTCOMES, { message: `must be one of ${OUTCOMES.join(', ')}` })
  outcome?: (typeof OUTCOMES)[number];

  @ApiPropertyOptional({ example: 'staging' })
  @IsFilterText()
  environment?: string;
}

export class HooksQuery extends PageQuery {
  @IsHookSearch()
  search?: string;
}

export class HookModel {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({
    example: '0b6c7f…',
    nullable: true,
    type: String,
    description: 'Null for a token that is limited to namespaces, of a source',
  })
  address!: string | null;

  @ApiProperty({ example: 'https://signet.example.com/hooks/0b6c7f…', nullable: true, type: String })
  url!: string | null;

  @ApiProperty({ description: 'Of a trigger: in production' })
  enabled!: boolean;

  @ApiProperty({ type: Object, example: { kind: 'source', source: 'auth-platform' } })
  owner!: object;
}

export class DeliveryModel {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ format: 'date-time', type: String })
  receivedAt!: Date;

  @ApiProperty({ enum: OUTCOMES })
  outcome!: string;

  @ApiProperty({ nullable: true, type: String, example: 'bad_signature' })
  reason!: string | null;

  @ApiProperty({ nullable: true, type: Number, example: 401 })
  status!: number | null;

  @ApiProperty({ nullable: true, type: String, example: 'POST' })
  method!: string | null;

  @ApiProperty({ nullable: true, type: String, example: '203.0.113.7' })
  remoteAddress!: string | null;

  @ApiProperty({ example: 92 })
  bytes!: number;

  @ApiProperty({ nullable: true, type: String, format: 'uuid' })
  eventId!: string | null;

  @ApiProperty({
    type: Object,
    nullable: true,
    example: {
      id: '019aa5f0-…',
      type: 'user.created',
      subject: '12345',
      test: false,
      cause: null,
      depth: 0,
      avoided: [],
    },
    description:
      'Of an accepted delivery: its first event; `cause`, `depth`, `avoided` and `erasedAt` as in the event of an execution',
  })
  event!: object | null;

  @ApiProperty({ example: 'production' })
  environment!: string;

  @ApiProperty({ type: Object, nullable: true, description: 'What was expected, what came, and what to try' })
  diagnosis!: unknown;
}
