import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsDate, Length, Matches, NotContains } from 'class-validator';
import { Absentable } from './absentable.dto.js';

/** `namespace/id` of a workflow. */
export const WORKFLOW_PATH = /^[A-Za-z0-9_.-]{1,200}\/[A-Za-z0-9_-]{1,100}$/;

/** Splits `namespace/id`; undefined stays undefined. */
export function workflowOf(path: string | undefined): { namespace: string; name: string } | undefined {
  if (path === undefined) {
    return undefined;
  }
  const slash = path.indexOf('/');
  return { namespace: path.slice(0, slash), name: path.slice(slash + 1) };
}

/** A member that is `namespace/id`, or absent. */
export function IsWorkflowPath(): PropertyDecorator {
  return applyDecorators(
    Absentable(),
    Matches(WORKFLOW_PATH, { message: 'must be namespace/id of a workflow' }),
  );
}

/** A member that is an instant in ISO 8601, or absent. */
export function IsInstant(): PropertyDecorator {
  return applyDecorators(
    Absentable(),
    Type(() => Date),
    IsDate({ message: 'must be an instant in ISO 8601, such as 2026-01-31T12:00:00Z' }),
  );
}

/** Text without the NUL that Postgres cannot hold; longer than any real name is refused elsewhere. */
export function IsFilterText(): PropertyDecorator {
  return applyDecorators(
    Absentable(),
    Length(1, 512, { message: 'must be 1 to 512 characters' }),
    NotContains('\u0000', { message: 'must be text' }),
  );
}
