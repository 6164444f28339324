import { ApiPropertyOptional } from '@nestjs/swagger';
import { Length, NotContains } from 'class-validator';
import { Absentable } from '../absentable.dto.js';

export class RestartBody {
  @ApiPropertyOptional({
    example: 'profile',
    description:
      'Task of `tasks` to begin with: what ended well before it is taken over. Default: nothing is',
  })
  @Absentable()
  @Length(1, 200, { message: 'must be the id of a task' })
  @NotContains('\u0000', { message: 'must be text' })
  from?: string;
}
