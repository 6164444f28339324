/** Token Nest injects the parts of a walk under. */
export const WALK_PARTS = Symbol('WALK_PARTS');
//# sourceMappingURL=walk-parts.js.map