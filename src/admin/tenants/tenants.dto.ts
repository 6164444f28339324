import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';
import { Absentable } from '../absentable.dto.js';

export class TenantBody {
  @ApiPropertyOptional({ example: 'The subsidiary in Lyon' })
  @Absentable()
  @IsString({ message: 'must be a string' })
  @MaxLength(1000, { message: 'must be at most 1000 characters' })
  description?: string;
}

export class TenantModel {
  @ApiProperty({ example: 'lyon' })
  name!: string;

  @ApiProperty({ nullable: true, type: String })
  description!: string | null;

  @ApiProperty({ format: 'date-time', type: String })
  createdAt!: Date;
}

export class NewTenantModel extends TenantModel {
  @ApiPropertyOptional({ description: 'Its first admin token: shown once, when the tenant is made' })
  token?: string;
}
