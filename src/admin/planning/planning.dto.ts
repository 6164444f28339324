import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Allow, IsInt, IsObject, IsString, IsUUID, Length, Max, MaxLength, Min } from 'class-validator';
import { DEFAULT_ENVIRONMENT } from '../../config/places.js';
import type { Effect, Plan, PlannedError, PlannedEvent, PlannedTask } from '../../planning/plan.js';
import type { PlannedRadius } from '../../planning/planned-radius.js';
import { Absentable } from '../absentable.dto.js';
import { IsNested } from '../nested.dto.js';
import { AnyJson } from '../any-json.dto.js';
import { EXAMPLE_EVENT, EXAMPLE_WORKFLOW } from '../examples.js';
import { IsInstantText } from '../filters.dto.js';

const AN_OBJECT = { message: 'must be an object' };
const A_STRING = { message: 'must be a string' };
const NAME = [1, 512, { message: 'must be 1 to 512 characters' }] as const;

/** An event as a person writes it. */
export class GivenEventBody {
  @ApiPropertyOptional({ example: 'auth-platform', description: 'Absent: an event of a webhook trigger' })
  @Absentable()
  @IsString(A_STRING)
  @Length(...NAME)
  source?: string;

  @ApiPropertyOptional({ example: 'user.created' })
  @Absentable()
  @IsString(A_STRING)
  @Length(...NAME)
  type?: string;

  @ApiPropertyOptional({ example: 'user.created', description: 'Its name in the common vocabulary' })
  @Absentable()
  @IsString(A_STRING)
  @Length(...NAME)
  commonType?: string;

  @ApiPropertyOptional()
  @Absentable()
  @IsString(A_STRING)
  @Length(...NAME)
  id?: string;

  @ApiPropertyOptional({ example: '12345' })
  @Absentable()
  @IsString(A_STRING)
  @Length(...NAME)
  subject?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  @Absentable()
  @IsInstantText()
  time?: string;

  @ApiPropertyOptional({ type: Object, example: EXAMPLE_EVENT, description: 'Any JSON' })
  @AnyJson()
  @Allow()
  body?: unknown;

  @ApiPropertyOptional({ type: Object })
  @AnyJson()
  @Absentable()
  @IsObject(AN_OBJECT)
  headers?: Record<string, unknown>;

  @ApiPropertyOptional({ type: Object })
  @AnyJson()
  @Absentable()
  @IsObject(AN_OBJECT)
  parameters?: Record<string, unknown>;

  @ApiPropertyOptional({ type: Object, description: 'Values of the parameters of its webhook trigger' })
  @AnyJson()
  @Absentable()
  @IsObject(AN_OBJECT)
  inputs?: Record<string, unknown>;
}

export class PlanBody {
  @ApiPropertyOptional({ default: DEFAULT_ENVIRONMENT, example: 'staging' })
  @Absentable()
  @IsString(A_STRING)
  @MaxLength(200)
  environment: string = DEFAULT_ENVIRONMENT;

  @ApiPropertyOptional({ format: 'uuid', description: 'A recorded event; or give `event`' })
  @Absentable()
  @IsUUID('all', { message: 'must be the id of an event' })
  eventId?: string;

  @ApiPropertyOptional({ type: GivenEventBody })
  @Absentable()
  @IsNested(() => GivenEventBody)
  event?: GivenEventBody;

  @ApiPropertyOptional({ example: EXAMPLE_WORKFLOW, description: 'A draft; it is not saved' })
  @Absentable()
  @IsString(A_STRING)
  document?: string;

  @ApiPropertyOptional({ example: 3, description: 'Default: the one deployed in the environment' })
  @Absentable()
  @IsInt({ message: 'must be a whole number' })
  @Min(1)
  @Max(2 ** 31 - 1)
  revision?: number;

  @ApiPropertyOptional({ example: 'created', description: 'Default: the one that takes the event' })
  @Absentable()
  @IsString(A_STRING)
  @MaxLength(200)
  trigger?: string;

  @ApiPropertyOptional({
    type: Object,
    example: { profile: { status: 200, body: { active: true } } },
    description: 'By task: what it is taken to give',
  })
  @AnyJson()
  @Absentable()
  @IsObject(AN_OBJECT)
  outputs?: Record<string, unknown>;
}

export class BacktestBody {
  @ApiPropertyOptional({ default: DEFAULT_ENVIRONMENT, example: 'staging' })
  @Absentable()
  @IsString(A_STRING)
  @MaxLength(200)
  environment: string = DEFAULT_ENVIRONMENT;

  @ApiProperty({ example: EXAMPLE_WORKFLOW, description: 'The draft; it is not saved' })
  @IsString(A_STRING)
  document!: string;

  @ApiProperty({ format: 'date-time', description: 'Events that arrived at or after' })
  @IsInstantText()
  since!: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'And before. Default: now' })
  @Absentable()
  @IsInstantText()
  until?: string;
}

const ANY = { type: Object, nullable: true } as const;

export class PlanModel implements Plan {
  @ApiProperty({ example: 'acme.identity/welcome' })
  workflow!: string;

  @ApiProperty({ type: Number, nullable: true, description: 'Null for a draft' })
  revision!: number | null;

  @ApiProperty({
    type: Object,
    example: { id: null, type: 'user.created', source: 'auth-platform', subject: '12345' },
  })
  event!: PlannedEvent;

  @ApiProperty({ type: String, nullable: true, description: 'The trigger that takes the event' })
  trigger!: string | null;

  @ApiProperty({
    enum: ['succeeded', 'dead', 'skipped', 'cancelled', 'superseded', 'unmatched', 'unfinished'],
  })
  status!: Plan['status'];

  @ApiProperty({ type: String, nullable: true })
  reason!: string | null;

  @ApiProperty(ANY)
  error!: PlannedError | null;

  @ApiProperty({ ...ANY, description: 'What its `return` gives' })
  output!: unknown;

  @ApiProperty({
    type: [Object],
    description:
      'In the order of the document: status, input, output, and `effects`: calls, changes, audit entries',
    example: [
      {
        task: 'profile',
        rounds: [],
        type: 'user.update',
        status: 'succeeded',
        unknown: [],
        effects: [] as Effect[],
      },
    ],
  })
  tasks!: readonly PlannedTask[];

  @ApiProperty({ description: 'Tasks beyond those that are shown' })
  omitted!: number;

  @ApiProperty({
    type: [Object],
    description:
      'By workflow: from how many `users` it would take something away, how many it may (`limit`, in `windowMs`), how often a person would be asked (`asks`), and when `first`',
  })
  blastRadius!: readonly PlannedRadius[];
}
