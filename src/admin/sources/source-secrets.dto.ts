import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsString, Length } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { IsFlag } from '../filters.dto.js';

const PROOFS = ['verify', 'token'] as const;

export class SourceSecretBody {
  @ApiProperty({ example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' })
  @IsString({ message: 'must be a string' })
  @Length(8, 8192, { message: 'must be 8 to 8192 characters' })
  secret!: string;

  @ApiPropertyOptional({
    enum: PROOFS,
    description: 'What it belongs to; by default to `verify` where there is one',
  })
  @Absentable()
  @IsIn(PROOFS, { message: `must be one of ${PROOFS.join(', ')}` })
  proof?: (typeof PROOFS)[number];
}

export class RetireQuery {
  @IsFlag('true: although it was used lately')
  force?: 'true' | 'false';
}

/** A live secret of a source, without anything of it. */
export class SourceSecretModel {
  @ApiProperty({
    example: '5f2b0c6e9a1d4c37',
    description: 'The same for the same secret of the same source',
  })
  id!: string;

  @ApiProperty({ enum: PROOFS })
  proof!: string;

  @ApiProperty({ enum: ['newest', 'previous', 'older'] })
  generation!: string;

  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  addedAt!: string | null;

  @ApiProperty({
    format: 'date-time',
    type: String,
    nullable: true,
    description: 'Null when it proved no delivery in 30 days',
  })
  lastUsedAt!: Date | null;

  @ApiProperty({ example: 1280, description: 'Deliveries it proved in the last 7 days' })
  uses!: number;
}
