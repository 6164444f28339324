/** Token Nest injects the `RedisState` under; without one Redis counts as `off`. */
export const REDIS_STATE = Symbol('REDIS_STATE');
//# sourceMappingURL=redis-state.js.map