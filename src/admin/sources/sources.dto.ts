import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsString,
  Length,
  Matches,
  MaxLength,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { isRequestLimit } from '../limits/given-limits.js';
import { Absentable } from '../absentable.dto.js';
import { IsHookSearch } from '../hooks/hook-search.dto.js';
import { PageQuery } from '../page.dto.js';
import { PollBody } from './poll.dto.js';

/** Live secrets of one proof, while keys are rotated. */
export const MOST_SECRETS = 10;
/** Event types a source names itself. */
const MOST_NAMES = 200;
const SECRET = { message: 'each must be 8 to 8192 characters', each: true };
const NAMES = { message: 'each must be a string of 1 to 500 characters', each: true };

export class VerifyBody {
  @ApiProperty({ example: 'standard-webhooks', description: 'One of /profiles' })
  @IsString({ message: 'must be a string' })
  @Length(1, 100, { message: 'must be 1 to 100 characters' })
  profile!: string;

  @ApiPropertyOptional({
    type: [String],
    example: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    description: 'In clear; any of them may match. Left out: those there are stay. Never shown again',
  })
  @Absentable()
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(MOST_SECRETS, { message: `must be at most ${MOST_SECRETS}` })
  @IsString(SECRET)
  @Length(8, 8192, SECRET)
  secrets?: string[];

  @ApiPropertyOptional({
    type: Object,
    example: {},
    description: 'What the profile asks for: issuer, audience, …',
  })
  @Absentable()
  @IsObject({ message: 'must be an object' })
  config?: Record<string, unknown>;
}

export class TokenBody {
  @ApiProperty({ example: 'header:authorization' })
  @Matches(/^header:[A-Za-z0-9-]{1,100}$/, { message: 'must be header:NAME' })
  from!: string;

  @ApiPropertyOptional({ enum: ['Bearer', 'Basic'] })
  @Absentable()
  @IsIn(['Bearer', 'Basic'], { message: 'must be Bearer or Basic' })
  scheme?: 'Bearer' | 'Basic';

  @ApiPropertyOptional({
    type: [String],
    description: 'In clear; kept as digests. Left out: those there are stay',
  })
  @Absentable()
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(MOST_SECRETS, { message: `must be at most ${MOST_SECRETS}` })
  @IsString(SECRET)
  @Length(8, 8192, SECRET)
  secrets?: string[];
}

const LOCATORS = {
  type: [String] as [StringConstructor],
  description: 'The first that gives something wins',
};

/** Where the parts of an event stand: `json:/pointer`, `header:name`, `query:name`. */
export class EventBody {
  @ApiPropertyOptional({ ...LOCATORS, example: ['json:/event'] })
  @Absentable()
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(10, { message: 'must be at most 10' })
  @IsString(NAMES)
  @Length(1, 500, NAMES)
  type?: string[];

  @ApiPropertyOptional({ ...LOCATORS, example: ['header:webhook-id'] })
  @Absentable()
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(10, { message: 'must be at most 10' })
  @IsString(NAMES)
  @Length(1, 500, NAMES)
  id?: string[];

  @ApiPropertyOptional({ ...LOCATORS, example: ['json:/userId'] })
  @Absentable()
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(10, { message: 'must be at most 10' })
  @IsString(NAMES)
  @Length(1, 500, NAMES)
  subject?: string[];

  @ApiPropertyOptional({ ...LOCATORS, example: ['json:/timestamp'] })
  @Absentable()
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(10, { message: 'must be at most 10' })
  @IsString(NAMES)
  @Length(1, 500, NAMES)
  time?: string[];
}

export class SourcesQuery extends PageQuery {
  @IsHookSearch()
  hook?: string;
}

const IsHookRequests = (): PropertyDecorator =>
  ValidateBy({
    name: 'isHookRequests',
    validator: {
      validate: (value) => value === 'default' || value === 'none' || isRequestLimit(value),
      defaultMessage: () => 'must be default, none, or have a limit from 1 to 1000000 and per from 1s to 1d',
    },
  });

export class HookLimitsBody {
  @ApiPropertyOptional({
    example: { limit: 600, per: '1m' },
    description: '`limit` and `per`, or `default` (what the operator set) or `none`',
  })
  @Absentable()
  @IsHookRequests()
  requests?: { limit: number; per: string } | 'default' | 'none';
}

function isNames(value: unknown): boolean {
  const names = Object.entries(value ?? {}) as [string, unknown][];
  return (
    names.length <= MOST_NAMES &&
    names.every(([type, common]) => type.length >= 1 && type.length <= 500 && typeof common === 'string')
  );
}

export class SourceBody {
  @ApiPropertyOptional({ example: 'The login service' })
  @Absentable()
  @IsString({ message: 'must be a string' })
  @MaxLength(1000, { message: 'must be at most 1000 characters' })
  description?: string;

  @ApiPropertyOptional({ type: VerifyBody })
  @Absentable()
  @ValidateNested()
  @Type(() => VerifyBody)
  verify?: VerifyBody;

  @ApiPropertyOptional({ type: TokenBody })
  @Absentable()
  @ValidateNested()
  @Type(() => TokenBody)
  token?: TokenBody;

  @ApiPropertyOptional({ type: PollBody, description: 'Tokens are fetched, too' })
  @Absentable()
  @ValidateNested()
  @Type(() => PollBody)
  poll?: PollBody;

  @ApiPropertyOptional({
    type: [String],
    example: ['203.0.113.0/24'],
    description: 'Ranges the sender must come from',
  })
  @Absentable()
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(200, { message: 'must be at most 200' })
  @IsString(NAMES)
  @Length(1, 500, NAMES)
  ip?: string[];

  @ApiPropertyOptional({ description: 'true takes deliveries from anyone; without a proof it must be said' })
  @Absentable()
  @IsBoolean({ message: 'must be true or false' })
  open?: boolean;

  @ApiPropertyOptional({ type: EventBody })
  @Absentable()
  @ValidateNested()
  @Type(() => EventBody)
  event?: EventBody;

  @ApiPropertyOptional({ type: HookLimitsBody })
  @Absentable()
  @ValidateNested()
  @Type(() => HookLimitsBody)
  limits?: HookLimitsBody;
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { 'account.opened': 'user.created' },
    description: 'Common types of event types, in addition to what the profile knows and before it',
  })
  @Absentable()
  @IsObject({ message: 'must be an object' })
  @ValidateBy({
    name: 'names',
    validator: {
      validate: isNames,
      defaultMessage: () =>
        `must be at most ${MOST_NAMES} types of 1 to 500 characters, each with a common type`,
    },
  })
  vocabulary?: Record<string, string>;

  @ApiPropertyOptional({ default: true })
  @Absentable()
  @IsBoolean({ message: 'must be true or false' })
  enabled?: boolean;
}

class SourceHookModel {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ example: '0b6c7f…' })
  address!: string;

  @ApiProperty({ example: 'https://signet.example.com/hooks/0b6c7f…' })
  url!: string;
}

/** An outside system that sends events. */
export class SourceModel {
  @ApiProperty({ example: 'auth-platform' })
  name!: string;

  @ApiProperty({ nullable: true, type: String })
  description!: string | null;

  @ApiProperty()
  enabled!: boolean;

  @ApiProperty({ type: SourceHookModel })
  hook!: SourceHookModel;

  @ApiProperty({ type: Object, example: { profile: 'standard-webhooks', secrets: 1 } })
  proofs!: object;

  @ApiPropertyOptional({ type: EventBody })
  event?: EventBody;

  @ApiPropertyOptional({ type: HookLimitsBody })
  limits?: HookLimitsBody;
  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string' } })
  vocabulary?: Record<string, string>;

  @ApiProperty({ format: 'date-time', type: String })
  createdAt!: Date;

  @ApiProperty({ format: 'date-time', type: String })
  updatedAt!: Date;

  @ApiPropertyOptional({
    type: [String],
    description: 'Of a change: what was not kept as it was given',
    example: ['white space around a secret was taken off before it was kept'],
  })
  notes?: string[];
}
