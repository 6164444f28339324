import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsString, Length } from 'class-validator';
import { Absentable } from '../absentable.dto.js';

const EACH = { message: 'each must be a string of 1 to 500 characters', each: true };

const Locators = (example: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      type: [String],
      description: 'The first that gives something wins',
      example: [example],
    }),
    Absentable(),
    IsArray({ message: 'must be a list' }),
    ArrayMaxSize(10, { message: 'must be at most 10' }),
    IsString(EACH),
    Length(1, 500, EACH),
  );

/** Where the parts of an event stand: `json:/pointer`, `header:name`, `query:name`. */
export class EventBody {
  @Locators('json:/event')
  type?: string[];

  @Locators('header:webhook-id')
  id?: string[];

  @Locators('json:/userId')
  subject?: string[];

  @Locators('json:/timestamp')
  time?: string[];
}
