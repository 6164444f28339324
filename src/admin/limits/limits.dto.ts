import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min, ValidateBy } from 'class-validator';
import { MAX_TIMEOUT_MS } from '../../workflow/check-rules.js';
import { MAX_QUOTA } from '../../workflow/limits-schema.js';
import { Absentable } from '../absentable.dto.js';
import { IsNested } from '../nested.dto.js';
import { isLength, isRequestLimit } from './given-limits.js';

const MOST_AT_ONCE = 1_000_000;
const WHOLE = { message: 'must be a whole number' };
const SOME = { message: 'must be at least 1' };
const QUOTA = { message: `must be at most ${MAX_QUOTA}` };

const IsTimeout = (): PropertyDecorator =>
  ValidateBy({
    name: 'isTimeout',
    validator: {
      validate: (value) => isLength(value, 1, MAX_TIMEOUT_MS),
      defaultMessage: () => 'must be a length of time such as 30s or 5m, at most 7d',
    },
  });

const IsRequestLimit = (): PropertyDecorator =>
  ValidateBy({
    name: 'isRequestLimit',
    validator: {
      validate: isRequestLimit,
      defaultMessage: () => 'must have a limit from 1 to 1000000, and per from 1s to 1d',
    },
  });

/** So many requests in any time of that length. */
export class RequestsModel {
  @ApiProperty({ example: 600 })
  limit!: number;

  @ApiProperty({ example: '1m' })
  per!: string;
}

export class ConcurrencyBody {
  @ApiProperty({ example: 50 })
  @IsInt(WHOLE)
  @Min(1, SOME)
  @Max(MOST_AT_ONCE, { message: `must be at most ${MOST_AT_ONCE}` })
  limit!: number;

  @ApiPropertyOptional({ enum: ['queue', 'cancel', 'fail'], default: 'queue' })
  @Absentable()
  @IsIn(['queue', 'cancel', 'fail'], { message: 'must be queue, cancel or fail' })
  overflow?: 'queue' | 'cancel' | 'fail';
}

/** What a tenant may use. What is left out has no limit. */
export class LimitsBody {
  @ApiPropertyOptional({ example: 10_000, description: 'Executions of one calendar day, UTC' })
  @Absentable()
  @IsInt(WHOLE)
  @Min(1, SOME)
  @Max(MAX_QUOTA, QUOTA)
  perDay?: number;

  @ApiPropertyOptional({ example: 200_000, description: 'Executions of one calendar month, UTC' })
  @Absentable()
  @IsInt(WHOLE)
  @Min(1, SOME)
  @Max(MAX_QUOTA, QUOTA)
  perMonth?: number;

  @ApiPropertyOptional({ type: ConcurrencyBody, description: 'Executions that run at the same time' })
  @Absentable()
  @IsNested(() => ConcurrencyBody)
  concurrency?: ConcurrencyBody;

  @ApiPropertyOptional({ example: '5m', description: 'Longest time for one attempt of an execution' })
  @Absentable()
  @IsTimeout()
  timeout?: string;

  @ApiPropertyOptional({ type: RequestsModel, description: 'Requests to all its hooks together' })
  @Absentable()
  @IsRequestLimit()
  requests?: RequestsModel;
}

export class QuotaModel {
  @ApiProperty({ example: 10_000 })
  limit!: number;

  @ApiProperty({ example: 412 })
  used!: number;

  @ApiProperty({ example: 9588 })
  remaining!: number;

  @ApiProperty({ format: 'date-time', type: String })
  resetsAt!: Date;
}

class ConcurrencyModel {
  @ApiProperty({ example: 50 })
  limit!: number;

  @ApiProperty({ enum: ['queue', 'cancel', 'fail'] })
  overflow!: string;

  @ApiProperty({ example: 3 })
  running!: number;
}

/** Limits, and how much of them is used. Null: no limit. */
export class LimitUseModel {
  @ApiProperty({ type: QuotaModel, nullable: true })
  perDay!: QuotaModel | null;

  @ApiProperty({ type: QuotaModel, nullable: true })
  perMonth!: QuotaModel | null;

  @ApiProperty({ type: ConcurrencyModel, nullable: true })
  concurrency!: ConcurrencyModel | null;

  @ApiProperty({ example: '300s', nullable: true, type: String })
  timeout!: string | null;

  @ApiProperty({ type: RequestsModel, nullable: true })
  requests!: RequestsModel | null;
}

export class TenantLimitUseModel extends LimitUseModel {
  @ApiPropertyOptional({
    type: LimitUseModel,
    description: 'Of all tenants together; for whoever runs the installation',
  })
  instance?: LimitUseModel;
}
