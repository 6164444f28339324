/** Token Nest injects the `RedisState` under; without one Redis counts as `off`. */
export const REDIS_STATE = Symbol('REDIS_STATE');

/** How the doorbell's Redis is. `off`: none is configured. */
export interface RedisState {
  state(): 'ready' | 'away' | 'off';
  /** Bells that wait in it; -1 when it does not say. */
  depth(): Promise<number>;
}
