import { Transform } from 'class-transformer';
/** A member that is any JSON, kept as it came: the copy that is made otherwise lacks names that every object has. */
export function AnyJson() {
    return Transform(({ obj, key }) => obj[key]);
}
//# sourceMappingURL=any-json.dto.js.map