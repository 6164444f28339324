/** Token Nest injects whoever says "something is due" under. */
export const BELL = Symbol('BELL');

/** Never throws and is never awaited: who does not hear it is found by the sweeper. */
export interface Bell {
  /** `limited`: workflows with a concurrency limit among what is due. */
  ring(ids: readonly string[], options?: { readonly limited?: readonly string[] }): void;
}
