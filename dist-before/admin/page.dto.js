var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
var __metadata = (this && this.__metadata) || function (k, v) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") return Reflect.metadata(k, v);
};
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { Absentable } from './absentable.dto.js';
import { InvalidRequest } from '../errors/errors.js';
/** One page of a list: at most `limit` items, from where the last page ended. */
export class PageQuery {
    /** Most items of the page. */
    limit = 50;
    /** `next` of the page before. */
    cursor;
}
__decorate([
    ApiPropertyOptional({ default: 50, minimum: 1, maximum: 200 }),
    Type(() => Number),
    IsInt({ message: 'must be a whole number' }),
    Min(1, { message: 'must be at least 1' }),
    Max(200, { message: 'must be at most 200' }),
    __metadata("design:type", Number)
], PageQuery.prototype, "limit", void 0);
__decorate([
    ApiPropertyOptional({ description: '`next` of the page before' }),
    Absentable(),
    IsString(),
    MaxLength(1000),
    __metadata("design:type", String)
], PageQuery.prototype, "cursor", void 0);
/** Makes a page of `limit` out of rows that were read with one too many. */
export function toPage(rows, limit, keyOf) {
    const items = rows.slice(0, limit);
    const next = rows.length > limit ? Buffer.from(keyOf(items.at(-1))).toString('base64url') : null;
    return { items, next };
}
/** The key a cursor stands for, null without one. Throws InvalidRequest when it is none of ours, or not of that shape. */
export function keyOf(query, shape = /^/) {
    if (query.cursor === undefined) {
        return null;
    }
    const key = Buffer.from(query.cursor, 'base64url').toString('utf8');
    if (key === '' ||
        key.includes('\u0000') ||
        !shape.test(key) ||
        Buffer.from(key).toString('base64url') !== query.cursor) {
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
export function idOf(query) {
    return keyOf(query, UUID);
}
/** `keyOf` for lists in the order of numbers from 1 on. */
export function numberOf(query) {
    const key = keyOf(query, NUMBER);
    return key === null ? null : Number(key);
}
/** `keyOf` for lists in the order of `namespace/id`. */
export function pathOf(query) {
    const [namespace, id] = keyOf(query, PATH)?.split('/') ?? [];
    return namespace === undefined || id === undefined ? null : [namespace, id];
}
function notOurs() {
    return new InvalidRequest('the cursor is none that this list gave', {
        errors: [{ path: 'cursor', message: 'must be the `next` of a page of this list' }],
    });
}
//# sourceMappingURL=page.dto.js.map