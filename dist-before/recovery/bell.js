/** Token Nest injects whoever says "something is due" under. */
export const BELL = Symbol('BELL');
//# sourceMappingURL=bell.js.map