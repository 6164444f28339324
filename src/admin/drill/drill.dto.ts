import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { EXAMPLE_ID } from '../examples.js';
import { HOPS } from './drill-report.js';

export class DrillQuery {
  @ApiPropertyOptional({
    default: 10_000,
    minimum: 500,
    maximum: 60_000,
    description: 'Longest time it may take, in ms',
  })
  @Type(() => Number)
  @IsInt({ message: 'must be a whole number' })
  @Min(500, { message: 'must be at least 500' })
  @Max(60_000, { message: 'must be at most 60000' })
  timeoutMs: number = 10_000;
}

export class HopModel {
  @ApiProperty({ enum: HOPS })
  hop!: string;

  @ApiProperty({ enum: ['ok', 'failed', 'not_reached'] })
  status!: string;

  @ApiProperty({ nullable: true, type: Number, description: 'Milliseconds since the hop before' })
  ms!: number | null;

  @ApiProperty({ nullable: true, type: String, description: 'What is wrong, and what to do' })
  todo!: string | null;
}

export class DrillModel {
  @ApiProperty({ description: 'The event went all the way' })
  ok!: boolean;

  @ApiProperty({ description: 'Milliseconds' })
  tookMs!: number;

  @ApiProperty({ nullable: true, type: String, example: EXAMPLE_ID })
  event!: string | null;

  @ApiProperty({ nullable: true, type: String, example: EXAMPLE_ID })
  execution!: string | null;

  @ApiProperty({ type: [HopModel] })
  hops!: readonly HopModel[];
}
