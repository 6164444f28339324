import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Allow, IsBoolean, IsIn, IsObject, IsString, MaxLength, ValidateBy } from 'class-validator';
import { DEFAULT_ENVIRONMENT } from '../../config/places.js';
import { Absentable } from '../absentable.dto.js';
import { EXAMPLE_EVENT } from '../examples.js';
import { DeliveriesQuery } from '../hooks/hooks.dto.js';

const METHODS = ['POST', 'GET', 'PUT', 'PATCH'] as const;
const MOST_ENTRIES = 100;
const MOST_CHARACTERS = 8192;
/** RFC 9110 section 5.6.2. */
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}$/;

function isHeaderText(value: unknown): boolean {
  // oxlint-disable-next-line no-control-regex -- the characters that are refused
  return typeof value === 'string' && value.length <= MOST_CHARACTERS && !/[\u0000-\u001F\u007F]/.test(value);
}

function isQueryText(value: unknown): boolean {
  return [value].flat().every((one) => typeof one === 'string' && one.length <= MOST_CHARACTERS);
}

/** A map of so many names, absent or with entries that pass. */
function IsMapOf(what: string, passes: (name: string, value: unknown) => boolean): PropertyDecorator {
  const validate = (value: unknown): boolean => {
    const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
    const entries = isMap ? Object.entries(value) : [];
    return isMap && entries.length <= MOST_ENTRIES && entries.every(([name, one]) => passes(name, one));
  };
  return applyDecorators(
    Absentable(),
    ValidateBy({ name: 'isMapOf', validator: { validate, defaultMessage: () => `must be ${what}` } }),
  );
}

/** A request as a person writes it, and where it is meant for. */
class RequestBody {
  @ApiPropertyOptional({ default: DEFAULT_ENVIRONMENT, example: 'staging' })
  @Absentable()
  @IsString({ message: 'must be a string' })
  @MaxLength(200)
  environment: string = DEFAULT_ENVIRONMENT;

  @ApiPropertyOptional({ enum: METHODS, description: 'Default: what its sender uses, mostly POST' })
  @Absentable()
  @IsIn(METHODS, { message: `must be one of ${METHODS.join(', ')}` })
  method?: (typeof METHODS)[number];

  @ApiPropertyOptional({ type: Object, example: EXAMPLE_EVENT, description: 'Any JSON, or text' })
  @Allow()
  body?: unknown;

  @ApiPropertyOptional({ type: Object, example: { 'x-trace-id': 't-1' } })
  @IsMapOf('a map of header names to texts', (name, value) => HEADER_NAME.test(name) && isHeaderText(value))
  headers?: Record<string, string>;

  @ApiPropertyOptional({ type: Object, example: { dryRun: 'true' } })
  @IsMapOf(
    'a map of names to texts or lists of texts',
    (name, value) => name.length <= 200 && isQueryText(value),
  )
  query?: Record<string, string | string[]>;
}

export class CurlBody extends RequestBody {
  @ApiPropertyOptional({ description: 'The body goes as a form' })
  @Absentable()
  @IsBoolean({ message: 'must be true or false' })
  form?: boolean;
}

export class TestBody extends RequestBody {
  @ApiPropertyOptional({
    type: Object,
    example: { name: 'John Doe', emp_id: 33 },
    description: 'Values by the names of its parameters; each goes to where it is looked for',
  })
  @Absentable()
  @IsObject({ message: 'must be an object' })
  parameters?: Record<string, unknown>;
}

export class CurlModel {
  @ApiProperty({ example: "curl --request 'POST' …" })
  curl!: string;

  @ApiProperty({ example: 'POST' })
  method!: string;

  @ApiProperty({ example: 'https://signet.example.com/hooks/0b6c7f…?environment=production' })
  url!: string;

  @ApiProperty({ description: 'It can be run as it is' })
  ready!: boolean;

  @ApiProperty({ type: [String], description: 'What keeps it from being ready, in sentences' })
  notes!: readonly string[];
}

export class TestModel {
  @ApiProperty({ format: 'uuid', nullable: true, type: String })
  event!: string | null;

  @ApiProperty({ type: [String], example: ['019aa5f0-…'] })
  executions!: readonly string[];

  @ApiProperty({ description: 'Something runs' })
  started!: boolean;

  @ApiPropertyOptional({
    example: 'the condition of the trigger is not met',
    description: 'Why nothing runs',
  })
  why?: string;
}

class AddressModel {
  @ApiProperty({ enum: ['hook', 'kestra', 'tooljet', 'tooljet-async', 'ssf'] })
  kind!: string;

  @ApiProperty({ type: [String], example: ['POST'] })
  methods!: readonly string[];

  @ApiProperty({ example: 'https://signet.example.com/hooks/0b6c7f…' })
  url!: string;
}

export class HookUrlsModel {
  @ApiProperty({ example: 'production' })
  environment!: string;

  @ApiProperty({ format: 'uuid', description: 'Id of the hook' })
  hook!: string;

  @ApiProperty({ description: 'Deliveries are taken there' })
  enabled!: boolean;

  @ApiProperty({ type: [AddressModel] })
  urls!: readonly AddressModel[];
}

export class HookDeliveriesQuery extends DeliveriesQuery {
  @ApiPropertyOptional({ default: DEFAULT_ENVIRONMENT, example: 'staging' })
  override environment: string = DEFAULT_ENVIRONMENT;
}
