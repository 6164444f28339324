import { ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
import { EnvironmentQuery } from '../environments/environments.dto.js';
import type { Beside } from './document-checker.service.js';

const PATH = '[A-Za-z0-9_.-]{1,200}/[A-Za-z0-9_-]{1,100}';
const PATHS = new RegExp(`^${PATH}(,${PATH}){0,49}$`);

/** Of a document that comes along with others. */
export class BesideQuery extends EnvironmentQuery {
  @ApiPropertyOptional({
    example: 'acme.identity/grant,acme.identity/revoke',
    description: 'Workflows that are saved along with it: they are neither missed nor asked what they take',
  })
  @Absentable()
  @Matches(PATHS, { message: 'must be at most 50 of namespace/id, with commas between them' })
  beside?: string;
}

/** Nothing but their names is known yet. */
export function besideOf({ beside }: BesideQuery): Beside {
  return new Map(beside?.split(',').map((name) => [name, null]));
}
