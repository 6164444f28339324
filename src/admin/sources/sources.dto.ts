import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsObject, IsString, MaxLength, ValidateBy } from 'class-validator';
import { isRequestLimit } from '../limits/given-limits.js';
import { Absentable } from '../absentable.dto.js';
import { IsNested } from '../nested.dto.js';
import { IsHookSearch } from '../hooks/hook-search.dto.js';
import { PageQuery } from '../page.dto.js';
import { IsTextList } from '../text-list.dto.js';
import { EventBody } from './event.dto.js';
import { PollBody } from './poll.dto.js';
import { TokenBody, VerifyBody } from './proofs.dto.js';

/** Event types a source names itself. */
const MOST_NAMES = 200;

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
  @IsNested(() => VerifyBody)
  verify?: VerifyBody;

  @ApiPropertyOptional({ type: TokenBody })
  @Absentable()
  @IsNested(() => TokenBody)
  token?: TokenBody;

  @ApiPropertyOptional({ type: PollBody, description: 'Tokens are fetched, too' })
  @Absentable()
  @IsNested(() => PollBody)
  poll?: PollBody;

  @ApiPropertyOptional({
    type: [String],
    example: ['203.0.113.0/24'],
    description: 'Ranges the sender must come from',
  })
  @IsTextList(200)
  ip?: string[];

  @ApiPropertyOptional({ description: 'true takes deliveries from anyone; without a proof it must be said' })
  @Absentable()
  @IsBoolean({ message: 'must be true or false' })
  open?: boolean;

  @ApiPropertyOptional({ type: EventBody })
  @Absentable()
  @IsNested(() => EventBody)
  event?: EventBody;

  @ApiPropertyOptional({ type: HookLimitsBody })
  @Absentable()
  @IsNested(() => HookLimitsBody)
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

  @ApiProperty({
    example: '0b6c7f…',
    nullable: true,
    type: String,
    description: 'Null for a token that is limited to namespaces, of a source',
  })
  address!: string | null;

  @ApiProperty({ example: 'https://signet.example.com/hooks/0b6c7f…', nullable: true, type: String })
  url!: string | null;
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
