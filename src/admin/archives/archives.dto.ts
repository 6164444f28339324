import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, Matches, MaxLength } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { EnvironmentQuery } from '../environments/environments.dto.js';
import { FaultModel } from '../workflows/workflows.dto.js';

export class ImportQuery extends EnvironmentQuery {
  @ApiPropertyOptional({ example: 'acme.copy', description: 'Into this one, whatever the documents say' })
  @Absentable()
  @MaxLength(150, { message: 'must be at most 150 characters' })
  @Matches(/^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9][A-Za-z0-9_-]*)*$/, {
    message: 'must be names joined by dots, such as acme.identity',
  })
  namespace?: string;

  @ApiPropertyOptional({ default: false, description: 'Say what it would do, and do nothing' })
  @Transform(({ value }: { value: unknown }) => value === 'true' || (value === 'false' ? false : value))
  @IsBoolean({ message: 'must be true or false' })
  dryRun: boolean = false;
}

export class ReferencesModel {
  @ApiProperty({ type: [String], example: ['SIGNING_SECRET'] })
  secrets!: readonly string[];

  @ApiProperty({ type: [String], example: ['REGION'] })
  variables!: readonly string[];

  @ApiProperty({ type: [String], example: ['auth-platform'] })
  sources!: readonly string[];

  @ApiProperty({ type: [String], example: ['main'] })
  directories!: readonly string[];

  @ApiProperty({ type: [String], example: ['acme/notify'], description: 'Of other namespaces' })
  workflows!: readonly string[];
}

export class ArchiveModel {
  @ApiProperty({ example: 'acme.identity' })
  namespace!: string;

  @ApiProperty({ example: 3 })
  count!: number;

  @ApiProperty({ description: 'What they name, which is not in the archive' })
  references!: ReferencesModel;

  @ApiProperty({ example: '# Workflows of acme.identity\n---\nid: welcome-new-user\n…', description: 'YAML' })
  archive!: string;
}

class ImportedModel {
  @ApiProperty({ example: 'acme.identity/welcome-new-user' })
  workflow!: string;

  @ApiProperty({ enum: ['created', 'updated', 'unchanged'] })
  outcome!: string;

  @ApiProperty({ example: 3, nullable: true, type: Number })
  revision!: number | null;
}

export class ImportModel {
  @ApiProperty({ description: 'Whether this is only what it would do' })
  dryRun!: boolean;

  @ApiProperty({ type: [ImportedModel] })
  items!: readonly ImportedModel[];

  @ApiProperty({ type: [FaultModel], description: 'With their lines in the archive' })
  warnings!: readonly FaultModel[];
}
