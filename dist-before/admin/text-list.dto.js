import { applyDecorators } from '@nestjs/common';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsString, Length } from 'class-validator';
import { Absentable } from './absentable.dto.js';
const NAMES = { least: 1, most: 500, message: 'each must be a string of 1 to 500 characters' };
/** A member that is a list of at most `most` texts, or absent; `some`: not an empty one. */
export function IsTextList(most, { each = NAMES, some = false } = {}) {
    const rule = { message: each.message, each: true };
    return applyDecorators(Length(each.least, each.most, rule), IsString(rule), ArrayMaxSize(most, { message: `must be at most ${most}` }), ...(some ? [ArrayMinSize(1, { message: 'must not be empty' })] : []), IsArray({ message: 'must be a list' }), Absentable());
}
//# sourceMappingURL=text-list.dto.js.map