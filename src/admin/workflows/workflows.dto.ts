import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { Allow, IsBoolean, IsString, Length } from 'class-validator';
import type { Trigger, WorkflowDocument } from '../../workflow/document.js';
import { Absentable } from '../absentable.dto.js';
import { AnyJson } from '../any-json.dto.js';
import { EnvironmentPageQuery } from '../environments/environments.dto.js';
import { IsFilterText, IsLabel } from '../filters.dto.js';
import { IsHookSearch } from '../hooks/hook-search.dto.js';
import { EXAMPLE_EVENT, EXAMPLE_WORKFLOW } from '../examples.js';

export class WorkflowsQuery extends EnvironmentPageQuery {
  @IsHookSearch()
  hook?: string;

  @ApiPropertyOptional({ example: 'acme', description: 'That namespace and those below it' })
  @IsFilterText()
  namespace?: string;

  @ApiPropertyOptional({ example: 'team:identity', description: 'A label of what is shown, name:value' })
  @IsLabel()
  label?: string;

  @ApiPropertyOptional({ example: 'welcome', description: 'Part of its name or its description' })
  @IsFilterText()
  search?: string;

  @ApiPropertyOptional({ default: false, description: 'Those that were taken away' })
  @Transform(({ value }: { value: unknown }) => value === 'true' || (value === 'false' ? false : value))
  @IsBoolean({ message: 'must be true or false' })
  deleted: boolean = false;
}

export class TriggerBody {
  @ApiPropertyOptional({ example: 'user.created' })
  @Absentable()
  @IsString({ message: 'must be a string' })
  @Length(1, 200, { message: 'must be 1 to 200 characters' })
  type?: string;

  @ApiPropertyOptional({ example: '12345' })
  @Absentable()
  @IsString({ message: 'must be a string' })
  @Length(1, 512, { message: 'must be 1 to 512 characters' })
  subject?: string;

  @ApiPropertyOptional({ type: Object, example: EXAMPLE_EVENT, description: 'Any JSON' })
  @AnyJson()
  @Allow()
  body?: unknown;

  @ApiPropertyOptional({ description: 'The same again runs nothing and gives the first ids' })
  @Absentable()
  @IsString({ message: 'must be a string' })
  @Length(1, 512, { message: 'must be 1 to 512 characters' })
  externalId?: string;
}

export class FaultModel {
  @ApiProperty({ example: 'tasks[0].type' })
  path!: string;

  @ApiProperty({ example: 9 })
  line!: number;

  @ApiProperty({ example: 11 })
  column!: number;

  @ApiProperty({ example: "unknown task type 'user.updat'" })
  message!: string;

  @ApiPropertyOptional({ example: 'user.update' })
  suggestion?: string;
}

export class ValidationModel {
  @ApiProperty()
  valid!: boolean;

  @ApiProperty({ type: [FaultModel] })
  faults!: readonly FaultModel[];

  @ApiProperty({ type: [FaultModel] })
  warnings!: readonly FaultModel[];
}

class WorkflowHookModel {
  @ApiProperty({ example: 'hook' })
  trigger!: string;

  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ example: 'https://signet.example.com/hooks/0b6c7f…' })
  url!: string;

  @ApiProperty()
  enabled!: boolean;
}

export class WorkflowModel {
  @ApiProperty({ format: 'uuid', description: 'Its own, whatever it is called' })
  workflowId!: string;

  @ApiProperty({ example: 'acme.identity' })
  namespace!: string;

  @ApiProperty({ example: 'welcome-new-user' })
  id!: string;

  @ApiProperty({ nullable: true, type: String })
  description!: string | null;

  @ApiProperty({ description: 'In the environment asked for' })
  enabled!: boolean;

  @ApiProperty({
    example: 3,
    nullable: true,
    type: Number,
    description: 'Deployed there; null where it is not',
  })
  revision!: number | null;

  @ApiProperty({ example: 4, description: 'The newest revision' })
  newest!: number;

  @ApiProperty({ type: [String], example: ['production', 'staging'], description: 'Where it is deployed' })
  environments!: readonly string[];

  @ApiProperty({ type: [WorkflowHookModel] })
  hooks!: WorkflowHookModel[];

  @ApiProperty({ type: [Object], example: [{ id: 'created', type: 'event', source: 'auth-platform' }] })
  triggers!: readonly Trigger[];

  @ApiProperty({
    type: Object,
    example: { created: false },
    description: 'Triggers that are switched in the environment asked for, whatever the document says',
  })
  switches!: Readonly<Record<string, boolean>>;

  @ApiProperty({ type: Object, example: { team: 'identity' } })
  labels!: object;

  @ApiProperty({ format: 'date-time', type: String })
  createdAt!: Date;

  @ApiProperty({ format: 'date-time', type: String })
  updatedAt!: Date;

  @ApiPropertyOptional({ example: EXAMPLE_WORKFLOW, description: 'As written; not in lists' })
  text?: string;

  @ApiPropertyOptional({ type: Object, description: 'As validated, with its defaults; not in lists' })
  document?: WorkflowDocument;
}

export class AppliedModel {
  @ApiProperty({ enum: ['created', 'updated', 'unchanged'] })
  outcome!: 'created' | 'updated' | 'unchanged';

  @ApiProperty({ type: WorkflowModel })
  workflow!: WorkflowModel;

  @ApiProperty({ type: [FaultModel] })
  warnings!: readonly FaultModel[];
}

export class RevisionModel {
  @ApiProperty({ example: 3 })
  number!: number;

  @ApiProperty({ description: 'SHA-256 of what it means, in hex' })
  hash!: string;

  @ApiProperty({ format: 'date-time', type: String })
  createdAt!: Date;

  @ApiProperty({ example: 'token:ops' })
  createdBy!: string;

  @ApiPropertyOptional({ type: [String], example: ['production'], description: 'Where it runs; in lists' })
  environments?: readonly string[];

  @ApiPropertyOptional({ example: EXAMPLE_WORKFLOW, description: 'Not in lists' })
  text?: string;
  @ApiPropertyOptional({ type: Object, description: 'As validated, with its defaults; not in lists' })
  document?: WorkflowDocument;
}
