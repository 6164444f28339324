import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsObject, ValidateNested } from 'class-validator';
/** A member that is one object of that class. A list of them is none: nobody would read what stands in it. */
export function IsNested(model) {
    return applyDecorators(IsObject({ message: 'must be an object' }), ValidateNested(), Type(model));
}
//# sourceMappingURL=nested.dto.js.map