import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsTextList } from '../text-list.dto.js';

const Locators = (example: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({
      type: [String],
      description: 'The first that gives something wins',
      example: [example],
    }),
    IsTextList(10),
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
