export const OUTSIDE_LOOPS = { iteration: 0, each: null };
//# sourceMappingURL=spot.js.map