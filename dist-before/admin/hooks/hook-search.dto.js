import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { Matches, MaxLength } from 'class-validator';
import { Absentable } from '../absentable.dto.js';
/** What is looked for, out of a whole URL as well as out of a part of an id. */
function searchText(value) {
    if (typeof value !== 'string') {
        return value;
    }
    const [address = ''] = value.trim().split(/[?#]/, 1);
    return (address
        .split('/')
        .findLast((part) => part !== '')
        ?.toLowerCase() ?? '');
}
/** Part of a hook's id, of its address, or of the id of its workflow; absent: all. */
export function IsHookSearch() {
    return applyDecorators(ApiPropertyOptional({
        example: '0b6c7f',
        description: 'The URL of a hook, its id, or at least 6 characters of either',
    }), Absentable(), Transform(({ value }) => searchText(value)), MaxLength(100, { message: 'must be at most 100 characters' }), Matches(/^[0-9a-f-]{6,}$/, { message: 'must be a URL of a hook, or at least 6 characters of its id' }));
}
/** SQL: the hook is the one looked for by `parameter` (`$3`), or nothing is. */
export function isSearched(parameter) {
    return `(${parameter}::text is null or strpos(h.address, ${parameter}) > 0 or strpos(h.id::text, ${parameter}) > 0
      or strpos(h.workflow_id::text, ${parameter}) > 0)`;
}
//# sourceMappingURL=hook-search.dto.js.map