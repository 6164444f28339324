import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { PageQuery } from '../page.dto.js';
import { NAMESPACE } from './secret-name.js';

export class SecretsQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'acme.identity' })
  @Absentable()
  @Matches(NAMESPACE, { message: 'must be names joined by dots' })
  namespace?: string;
}

export class SecretBody {
  @ApiProperty({ example: 'correct horse battery staple', description: 'Sealed at once, never shown again' })
  @IsString({ message: 'must be a string' })
  @Length(1, 65_536, { message: 'must be 1 to 65536 characters' })
  value!: string;
}

export class SecretModel {
  @ApiProperty({ example: 'acme.identity' })
  namespace!: string;

  @ApiProperty({ nullable: true, type: String, description: 'Null: all that have none of their own' })
  environment!: string | null;

  @ApiProperty({ example: 'SIGNING_SECRET' })
  name!: string;

  @ApiProperty({ example: 2, description: 'Counts how often it was put' })
  version!: number;

  @ApiProperty({ format: 'date-time', type: String })
  createdAt!: Date;

  @ApiProperty({ format: 'date-time', type: String })
  updatedAt!: Date;
}
