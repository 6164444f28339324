import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { Absentable } from '../absentable.dto.js';

export class TenantBody {
  @ApiPropertyOptional({ example: 'The subsidiary in Lyon' })
  @Absentable()
  @IsString({ message: 'must be a string' })
  @MaxLength(1000, { message: 'must be at most 1000 characters' })
  description?: string;

  @ApiPropertyOptional({
    example: 30,
    description:
      'Days what its executions left is kept; where it is left out, and at most, as long as the instance keeps it',
  })
  @Absentable()
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(3650, { message: 'must be at most 3650' })
  retentionDays?: number;
}

export class TenantModel {
  @ApiProperty({ example: 'lyon' })
  name!: string;

  @ApiProperty({ nullable: true, type: String })
  description!: string | null;

  @ApiProperty({ nullable: true, type: Number })
  retentionDays!: number | null;

  @ApiProperty({ format: 'date-time', type: String })
  createdAt!: Date;
}

export class TenantTokenModel {
  @ApiProperty({ example: 'lyon' })
  name!: string;

  @ApiProperty({ description: 'An admin token of it: shown once' })
  token!: string;
}

export class NewTenantModel extends TenantModel {
  @ApiPropertyOptional({ description: 'Its first admin token: shown once, when the tenant is made' })
  token?: string;
}
