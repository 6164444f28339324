import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { isISO8601, IsIn, Length, Matches, NotContains, ValidateBy } from 'class-validator';
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

/** A query parameter that is `true` or `false`, or absent. */
export function IsFlag(description: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ enum: ['true', 'false'], description }),
    Absentable(),
    IsIn(['true', 'false'], { message: 'must be true or false' }),
  );
}

/** A member that is `name:value` of a label, or absent. */
export function IsLabel(): PropertyDecorator {
  return applyDecorators(
    Absentable(),
    Matches(/^[^:]{1,100}:.{0,200}$/s, { message: 'must be name:value' }),
    NotContains('\u0000', { message: 'must be text' }),
  );
}

/** Splits `name:value`; undefined stays undefined. */
export function labelOf(text: string | undefined): { key: string; value: string } | undefined {
  if (text === undefined) {
    return undefined;
  }
  const colon = text.indexOf(':');
  return { key: text.slice(0, colon), value: text.slice(colon + 1) };
}

/** Ids begin with the milliseconds since 1970; a year of more than four digits is none that Postgres reads. */
const [FIRST, LAST] = [0, Date.parse('9999-12-31T23:59:59.999Z')];
const AN_INSTANT = { message: 'must be an instant of the years 1970 to 9999, such as 2026-01-31T12:00:00Z' };

const isWithin = (at: number): boolean => at >= FIRST && at <= LAST;

/** A member that is an instant in ISO 8601, or absent. */
export function IsInstant(): PropertyDecorator {
  const validate = (value: unknown): boolean => value instanceof Date && isWithin(value.getTime());
  return applyDecorators(
    Absentable(),
    Type(() => Date),
    ValidateBy({ name: 'isInstant', validator: { validate } }, AN_INSTANT),
  );
}

/** A member that is an instant in ISO 8601 and stays text. Of what ISO 8601 knows, only what `Date` reads as well. */
export function IsInstantText(): PropertyDecorator {
  const validate = (value: unknown): boolean =>
    isISO8601(value, { strict: true }) && isWithin(Date.parse(value as string));
  return ValidateBy({ name: 'isInstantText', validator: { validate } }, AN_INSTANT);
}

/** Text without the NUL that Postgres cannot hold; longer than any real name is refused elsewhere. */
export function IsFilterText(): PropertyDecorator {
  return applyDecorators(
    Absentable(),
    Length(1, 512, { message: 'must be 1 to 512 characters' }),
    NotContains('\u0000', { message: 'must be text' }),
  );
}
