/** Token Nest injects the registry of actions under. */
export const ACTIONS = Symbol('ACTIONS');
//# sourceMappingURL=action.js.map