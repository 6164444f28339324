import { ValidateIf } from 'class-validator';
/** A member that may be left out. Not `null`: what it would mean is for nobody to guess. */
export function Absentable() {
    return ValidateIf((_, value) => value !== undefined);
}
//# sourceMappingURL=absentable.dto.js.map