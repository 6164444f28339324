import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import { DEFAULT_ENVIRONMENT } from '../../config/places.js';
import { Absentable } from '../absentable.dto.js';
import { PageQuery } from '../page.dto.js';

const ENVIRONMENT = /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/;
const WHAT = { message: 'must be the name of an environment: letters, digits, _ and -, at most 63' };

/** Which environment is meant, when the request is about one. */
export class EnvironmentQuery {
  @ApiPropertyOptional({ default: DEFAULT_ENVIRONMENT, example: 'staging' })
  @Absentable()
  @IsString({ message: 'must be a string' })
  @MaxLength(200)
  environment: string = DEFAULT_ENVIRONMENT;
}

/** A value of one environment, or without a name of all that have none of their own. */
export class OptionalEnvironmentQuery {
  @ApiPropertyOptional({ example: 'staging', description: 'Absent: all that have none of their own' })
  @Absentable()
  @Matches(ENVIRONMENT, WHAT)
  environment?: string;
}

/** A list as it looks in one environment. */
export class EnvironmentPageQuery extends PageQuery {
  @ApiPropertyOptional({ default: DEFAULT_ENVIRONMENT, example: 'staging' })
  @Absentable()
  @IsString({ message: 'must be a string' })
  @MaxLength(200)
  environment: string = DEFAULT_ENVIRONMENT;
}

export class EnvironmentBody {
  @ApiPropertyOptional({ example: 'What is tried before it goes live' })
  @Absentable()
  @IsString({ message: 'must be a string' })
  @MaxLength(1000, { message: 'must be at most 1000 characters' })
  description?: string;
}

export class EnvironmentModel {
  @ApiProperty({ example: 'staging' })
  name!: string;

  @ApiProperty({ nullable: true, type: String })
  description!: string | null;

  @ApiProperty({ example: 3, description: 'Workflows deployed there' })
  workflows!: number;

  @ApiProperty({ format: 'date-time', type: String })
  createdAt!: Date;
}

export function isEnvironmentName(name: string): boolean {
  return ENVIRONMENT.test(name);
}
