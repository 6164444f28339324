/** What may stand after `inputs.` in an expression, but for a few reserved names. */
export const PARAMETER_NAME = '^[A-Za-z_][A-Za-z0-9_]{0,99}$';
/** Words that CEL does not take as the name of a member. */
const CEL_WORDS = ['in', 'true', 'false', 'null'];
/** Whether a name of the right form still cannot be used: expressions could not read it, or every object inherits a member of that name. */
export function isReservedName(name) {
    return CEL_WORDS.includes(name) || name in Object.prototype;
}
//# sourceMappingURL=parameter-name.js.map