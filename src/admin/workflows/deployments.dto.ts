import { ApiProperty } from '@nestjs/swagger';
import { IsInt, IsString, Length, Max, Min } from 'class-validator';

export class DeployBody {
  @ApiProperty({ example: 3 })
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(2_147_483_647, { message: 'must be at most 2147483647' })
  revision!: number;
}

export class PromoteBody {
  @ApiProperty({ example: 'staging' })
  @IsString({ message: 'must be a string' })
  @Length(1, 200, { message: 'must be 1 to 200 characters' })
  from!: string;

  @ApiProperty({ example: 'production' })
  @IsString({ message: 'must be a string' })
  @Length(1, 200, { message: 'must be 1 to 200 characters' })
  to!: string;
}

export class DeploymentModel {
  @ApiProperty({ example: 'staging' })
  environment!: string;

  @ApiProperty({ example: 3 })
  revision!: number;

  @ApiProperty()
  enabled!: boolean;

  @ApiProperty({ format: 'date-time', type: String })
  deployedAt!: Date;

  @ApiProperty({ example: 'token:ops' })
  deployedBy!: string;
}
