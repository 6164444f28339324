import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import type { Change } from '../../workflow/diff/change.js';
import { Absentable } from '../absentable.dto.js';
import { FaultModel } from './workflows.dto.js';

export class AgainstQuery {
  @ApiPropertyOptional({ example: 2, description: 'Default: the revision before it; 0 is nothing at all' })
  @Absentable()
  @Type(() => Number)
  @IsInt({ message: 'must be a whole number' })
  @Min(0, { message: 'must be at least 0' })
  @Max(2_147_483_647, { message: 'must be at most 2147483647' })
  against?: number;
}

class ChangeModel implements Change {
  @ApiProperty({ enum: ['added', 'removed', 'moved', 'changed'] })
  kind!: Change['kind'];

  @ApiProperty({ enum: ['workflow', 'trigger', 'task'] })
  part!: Change['part'];

  @ApiProperty({ nullable: true, type: String, example: 'profile' })
  id!: string | null;

  @ApiPropertyOptional({ example: 'set.active' })
  property?: string;

  @ApiPropertyOptional({ type: Object, example: true, description: 'Any JSON' })
  before?: unknown;

  @ApiPropertyOptional({ type: Object, example: false, description: 'Any JSON' })
  after?: unknown;
}

export class DifferenceModel {
  @ApiProperty({
    nullable: true,
    type: String,
    example: 'acme.identity/welcome-new-user',
    description: 'Null of a document with faults',
  })
  workflow!: string | null;

  @ApiProperty({ enum: ['new', 'changed', 'same', 'refused'] })
  outcome!: 'new' | 'changed' | 'same' | 'refused';

  @ApiProperty({
    nullable: true,
    type: Number,
    example: 3,
    description: 'Compared with: the revision deployed there, else the newest; null when there is none',
  })
  revision!: number | null;

  @ApiProperty({ description: 'Whether that revision runs there' })
  deployed!: boolean;

  @ApiProperty({ type: [ChangeModel] })
  changes!: readonly ChangeModel[];

  @ApiProperty({ type: [FaultModel] })
  faults!: readonly FaultModel[];

  @ApiProperty({ type: [FaultModel] })
  warnings!: readonly FaultModel[];
}

export class RevisionDifferenceModel {
  @ApiProperty({ example: 3 })
  revision!: number;

  @ApiProperty({ example: 2 })
  against!: number;

  @ApiProperty({ type: [ChangeModel] })
  changes!: readonly ChangeModel[];
}
