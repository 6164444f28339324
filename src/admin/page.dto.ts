import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { Absentable } from './absentable.dto.js';
import { InvalidRequest } from '../errors/errors.js';

/** One page of a list: at most `limit` items, from where the last page ended. */
export class PageQuery {
  /** Most items of the page. */
  @ApiPropertyOptional({ default: 50, minimum: 1, maximum: 200 })
  @Type(() => Number)
  @IsInt({ message: 'must be a whole number' })
  @Min(1, { message: 'must be at least 1' })
  @Max(200, { message: 'must be at most 200' })
  limit: number = 50;

  /** `next` of the page before. */
  @ApiPropertyOptional({ description: '`next` of the page before' })
  @Absentable()
  @IsString()
  @MaxLength(1000)
  cursor?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Opaque; null on the last page. */
  readonly next: string | null;
}

/** Makes a page of `limit` out of rows that were read with one too many. */
export function toPage<T>(rows: readonly T[], limit: number, keyOf: (row: T) => string): Page<T> {
  const items = rows.slice(0, limit);
  const next = rows.length > limit ? Buffer.from(keyOf(items.at(-1)!)).toString('base64url') : null;
  return { items, next };
}

/** The key a cursor stands for, null without one. Throws InvalidRequest when it is none of ours, or not of that shape. */
export function keyOf(query: PageQuery, shape = /^/): string | null {
  if (query.cursor === undefined) {
    return null;
  }
  const key = Buffer.from(query.cursor, 'base64url').toString('utf8');
  if (
    key === '' ||
    key.includes('\u0000') ||
    !shape.test(key) ||
    Buffer.from(key).toString('base64url') !== query.cursor
  ) {
    throw notOurs();
  }
  return key;
}

/** `namespace/id` of a workflow. */
const PATH = /^[^/]+\/[^/]+$/;
/** A number that Postgres' integer holds. */
const NUMBER = /^[1-9][0-9]{0,8}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** `keyOf` for lists in the order of ids. */
export function idOf(query: PageQuery): string | null {
  return keyOf(query, UUID);
}

/** `keyOf` for lists in the order of numbers from 1 on. */
export function numberOf(query: PageQuery): number | null {
  const key = keyOf(query, NUMBER);
  return key === null ? null : Number(key);
}

/** `keyOf` for lists in the order of `namespace/id`. */
export function pathOf(query: PageQuery): readonly [namespace: string, id: string] | null {
  const [namespace, id] = keyOf(query, PATH)?.split('/') ?? [];
  return namespace === undefined || id === undefined ? null : [namespace, id];
}

function notOurs(): InvalidRequest {
  return new InvalidRequest('the cursor is none that this list gave', {
    errors: [{ path: 'cursor', message: 'must be the `next` of a page of this list' }],
  });
}
