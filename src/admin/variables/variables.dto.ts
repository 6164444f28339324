import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDefined, Matches } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { AnyJson } from '../any-json.dto.js';
import { PageQuery } from '../page.dto.js';
import { NAMESPACE } from '../secrets/secret-name.js';

export class VariablesQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'acme.identity' })
  @Absentable()
  @Matches(NAMESPACE, { message: 'must be names joined by dots' })
  namespace?: string;
}

export class VariableBody {
  @ApiProperty({ type: Object, example: 'eu-west-1', description: 'Any JSON, at most 64 KiB' })
  @AnyJson()
  @IsDefined({ message: 'must be given' })
  value!: unknown;
}

export class VariableModel {
  @ApiProperty({ example: 'acme.identity' })
  namespace!: string;

  @ApiProperty({ nullable: true, type: String, description: 'Null: all that have none of their own' })
  environment!: string | null;

  @ApiProperty({ example: 'REGION' })
  name!: string;

  @ApiProperty({ type: Object, example: 'eu-west-1' })
  value!: unknown;

  @ApiProperty({ example: 2, description: 'Counts how often it was put' })
  version!: number;

  @ApiProperty({ format: 'date-time', type: String })
  updatedAt!: Date;
}
