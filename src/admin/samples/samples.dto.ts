import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Allow, ArrayMaxSize, IsArray, IsBoolean, IsString, MaxLength } from 'class-validator';
import { DEFAULT_ENVIRONMENT } from '../../config/places.js';
import { Absentable } from '../absentable.dto.js';
import { EXAMPLE_EVENT } from '../examples.js';
import { FaultModel } from '../workflows/workflows.dto.js';

export class ListenBody {
  @ApiPropertyOptional({ default: DEFAULT_ENVIRONMENT, example: 'staging' })
  @Absentable()
  @IsString({ message: 'must be a string' })
  @MaxLength(200)
  environment: string = DEFAULT_ENVIRONMENT;
}

export class InferBody {
  @ApiProperty({
    type: Object,
    example: { json: EXAMPLE_EVENT },
    description: '`{ json }` or `{ pairs: [{ key, value, type, in }] }`; for a trigger also `sample`',
  })
  @Allow()
  from!: unknown;

  @ApiPropertyOptional({ default: false, description: 'One parameter more, for all of the body' })
  @Absentable()
  @IsBoolean({ message: 'must be true or false' })
  wholeBody: boolean = false;

  @ApiPropertyOptional({ type: [String], description: 'Names of those a request must bring' })
  @Absentable()
  @IsArray({ message: 'must be a list' })
  @ArrayMaxSize(100, { message: 'must be at most 100' })
  @IsString({ message: 'each must be a string', each: true })
  required: string[] = [];
}

export class ApplyBody extends InferBody {
  @ApiPropertyOptional({ default: DEFAULT_ENVIRONMENT, example: 'staging' })
  @Absentable()
  @IsString({ message: 'must be a string' })
  @MaxLength(200)
  environment: string = DEFAULT_ENVIRONMENT;

  @ApiPropertyOptional({ default: false, description: 'Show the document, save nothing' })
  @Absentable()
  @IsBoolean({ message: 'must be true or false' })
  dryRun: boolean = false;
}

const GROUPS = {
  type: Object,
  example: {
    body: [{ name: 'userId', type: 'string', from: 'userId', value: '12345' }],
    query: [],
    header: [],
  },
};

export class InferredModel {
  @ApiProperty({ type: Object, example: { userId: 'string' }, description: 'As a document has them' })
  parameters!: object;

  @ApiProperty(GROUPS)
  groups!: object;

  @ApiProperty({ type: [String], example: ['header.x-api-key'], description: 'What cannot be a parameter' })
  leftOut!: readonly string[];
}

export class SampleModel {
  @ApiProperty({ enum: ['listening', 'captured', 'expired'] })
  state!: string;

  @ApiProperty({ example: 'send a GET or POST to the address within 172 seconds' })
  message!: string;

  @ApiProperty({ example: 'https://signet.example.com/hooks/0b6c7f…' })
  url!: string;

  @ApiProperty({ example: 172 })
  secondsLeft!: number;

  @ApiProperty({ format: 'date-time', type: String })
  openedAt!: Date;

  @ApiProperty({ example: 'token:ci' })
  openedBy!: string;

  @ApiProperty({ format: 'date-time', type: String })
  expiresAt!: Date;

  @ApiProperty({ format: 'date-time', type: String, nullable: true })
  capturedAt!: Date | null;

  @ApiPropertyOptional({ example: 'POST' })
  method?: string;

  @ApiPropertyOptional(GROUPS)
  parameters?: object;

  @ApiPropertyOptional({ type: [String] })
  leftOut?: readonly string[];
}

export class SampleAppliedModel {
  @ApiProperty({ enum: ['updated', 'unchanged', 'dry run'] })
  outcome!: string;

  @ApiProperty({ nullable: true, type: Number, example: 4, description: 'The revision that runs there' })
  revision!: number | null;

  @ApiProperty({ type: Object, example: { userId: { type: 'string', required: true } } })
  parameters!: object;

  @ApiProperty({ description: 'The document' })
  text!: string;

  @ApiProperty({ type: [FaultModel], description: 'Of a dry run; a document with faults is not saved' })
  faults!: readonly FaultModel[];

  @ApiProperty({ type: [FaultModel] })
  warnings!: readonly FaultModel[];
}
